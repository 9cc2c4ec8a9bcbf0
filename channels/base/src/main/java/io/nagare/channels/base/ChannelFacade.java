package io.nagare.channels.base;

import static java.util.Objects.requireNonNull;

import io.nagare.One;
import io.nagare.value.ValueCodec;
import org.reactivestreams.Publisher;

/**
 * What each kind of channel shows its users in the same way. Any thread may call.
 *
 * @param <T> the type of the values
 * @since 0.1
 */
public abstract class ChannelFacade<T> {

    private final OpenChannel channel;
    private final String kind;
    private final ValueCodec<T> codec;
    private final int sending;

    /**
     * Shows a channel.
     *
     * @param kind what messages call the channel, such as "a queue"
     * @param sending how many values of a stream are on their way at once
     */
    protected ChannelFacade(OpenChannel channel, String kind, ValueCodec<T> codec, int sending) {
        this.channel = channel;
        this.kind = kind;
        this.codec = codec;
        this.sending = sending;
    }

    /** The name of the channel, as it was opened. */
    public final String name() {
        return channel.name();
    }

    /** Sends a value once for each subscription. */
    public final One<Void> send(T value) {
        requireNonNull(value, () -> kind + " cannot send null");
        return SendSource.one(channel.outbox(), codec, value);
    }

    /** Sends the items of a publisher. */
    public final One<Void> sendAll(Publisher<? extends T> values) {
        requireNonNull(values, "values");
        return SendSource.all(values, this::send, sending);
    }

    /** How many subscribers there are in this program. */
    public final int subscribers() {
        return channel.subscribers().value();
    }

    /** How many values the slowest of them has not taken. */
    public final long lag() {
        return channel.lag();
    }

    /** Completes when there is no subscriber in this program. */
    public final One<Void> abandoned() {
        return channel.subscribers().receiver().filter(count -> count == 0).next().then();
    }

    /** Completes when the channel is closed. */
    public final One<Void> closed() {
        return channel.whenOver();
    }

    /** Whether the channel is closed, as far as this program has heard. */
    public final boolean isClosed() {
        return channel.isClosing();
    }

    /** Closes the channel for everybody. */
    public final void close() {
        channel.close();
    }
}
