package io.nagare.driver;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to bytes that the system itself can send to a channel, such as those of a file. A subscriber that
 * would write the bytes there may call {@link #transferTo} instead of requesting them. It then gets no items, only the
 * end. All calls are made on the strand.
 *
 * @since 0.1
 */
public interface Transfer extends StrandSubscription {

    /**
     * Whether this sends its items directly to a subscriber. To be called first: a stage that does not change demand
     * hands its upstream down. So the source of this subscription may feed a mapper, for example, and not the
     * subscriber itself.
     */
    boolean feeds(StrandSubscriber<?> subscriber);

    /**
     * Begins or continues. A thread that may block sends the bytes to the channel, until all are sent or the channel
     * takes no more. Does nothing while a step is running. When all bytes have been sent, the subscriber gets {@code
     * onComplete}; if the bytes cannot be read, {@code onError}. After cancellation the channel may still be written to
     * until the running step ends.
     *
     * @param channel in non-blocking mode; the same in all calls; a {@link LentChannel} if it may be closed meanwhile
     * @param full woken when the channel takes no more, or has failed; the subscriber calls this method again when the
     *     channel can be written to
     */
    void transferTo(WritableByteChannel channel, Leaf full);

    /** How many bytes have been sent to the channel so far. To be called when the leaf was woken, and at the end. */
    long transferred();

    /** Why the channel has failed, or null if it is only full. To be called when the leaf was woken. */
    @Nullable IOException channelFailure();
}
