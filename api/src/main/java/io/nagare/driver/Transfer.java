package io.nagare.driver;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to bytes that the system can take to a channel by itself, as it can those of a file. A subscriber that
 * would write them there may ask for that, instead of requesting them; it then gets no items, only the end. All calls
 * are made on the strand.
 */
public interface Transfer extends StrandSubscription {

    /**
     * Whether a subscriber is the one that this sends its items to. To be asked first: a stage that has no say in
     * demand hands its upstream down, so a subscription may be that of a source whose items are changed on their way.
     */
    boolean feeds(StrandSubscriber<?> subscriber);

    /**
     * Begins, or goes on: has bytes taken to the channel, on a thread that may block, until all are there or the
     * channel takes no more. Does nothing while that is at work. When all have been taken the subscriber gets {@code
     * onComplete}; if they can't be had, {@code onError}. After cancelling, the channel may still be written to until
     * the running step ends.
     *
     * @param channel in non-blocking mode; the same in all calls. One that may be closed meanwhile is a {@link
     *     LentChannel}
     * @param full woken when the channel takes no more, or has failed; the subscriber calls this again when it can be
     *     written to
     */
    void transferTo(WritableByteChannel channel, Leaf full);

    /** When the leaf was woken, and at the end: how many bytes have been taken to the channel so far. */
    long transferred();

    /** When the leaf was woken: why the channel has failed, or null if it is only full. */
    @Nullable IOException channelFailure();
}
