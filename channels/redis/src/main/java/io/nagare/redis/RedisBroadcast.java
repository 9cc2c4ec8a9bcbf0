package io.nagare.redis;

import static java.util.Objects.requireNonNull;

import io.nagare.Indexed;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Multicast;
import io.nagare.policy.Lag;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.reactivestreams.Publisher;

/**
 * A lagging broadcast on a stream of Redis: {@link io.nagare.channel.Broadcast} across machines. The server
 * keeps the last values. A subscriber that is further behind misses the oldest, and learns their exact number, also
 * over lost connections and restarts of a server with an append-only file: for each subscriber, received + missed =
 * sent.
 *
 * <p>Its methods have the names of {@code Broadcast}. It is a type of its own for one reason: there, {@code send} has
 * sent when it returns. Here, only the server's confirmation says that, so {@code send} is a {@code One}. With a method
 * that returns at once, nobody would learn of a value that was not sent, and nothing would bound what waits.
 *
 * <p><i>Sending.</i> The values of one program keep their order, also when they are sent again after a lost connection.
 * None is stored twice, unless its sender is cut off for more than an hour.
 *
 * <p><i>What is known here.</i> {@link #subscribers}, {@link #abandoned}, {@link #lag} and {@link #depth} are about the
 * subscribers of this object; {@code lag} counts what it has heard of. {@link #closed} and {@link #isClosed} are about
 * the channel of all.
 *
 * @param <T> the type of the values
 * @since 0.1
 */
public interface RedisBroadcast<T> extends Multicast<T> {

    /** The name of the channel, as it was opened. */
    String name();

    /**
     * Sends the value once for each subscription, and completes when the server has confirmed it. Demand: none is
     * needed. While the connection is lost, the value waits. Cancellation before completion: a value that waits is not
     * sent; one on its way may be. Errors: {@link io.nagare.channel.ChannelClosedException}, a failure of the codec,
     * {@link io.nagare.redis.failure.ValueTooLargeException}, {@link io.nagare.redis.failure.RedisRefusedException},
     * {@link io.nagare.redis.failure.ChannelGoneException} and {@link io.nagare.redis.failure.RedisClosedException}.
     */
    One<Void> send(T value);

    /**
     * Sends the publisher's items in order, and completes when it has and all are confirmed. The channel stays open.
     * Demand on the publisher: as many items as may be on their way at once ({@link BroadcastSettings#sending()}).
     * Cancellation cancels the publisher. Errors: the publisher's failure, or as {@link #send}.
     */
    @Override
    One<Void> sendAll(Publisher<? extends T> values);

    /** {@inheritDoc} A subscriber that is too slow skips values. */
    @Override
    default Many<T> receiver() {
        return receiver(Lag.skip());
    }

    /** As {@link #receiver()}, with a policy for a subscriber that is too slow. */
    default Many<T> receiver(Lag lag) {
        return receiver(Start.now(), lag);
    }

    /**
     * As {@link #receiver()}, with an item in place of the missed values, as {@code Broadcast.receiver(LongFunction)}.
     */
    default Many<T> receiver(LongFunction<? extends T> marker) {
        requireNonNull(marker, "marker");
        return Many.defer(() -> {
            AtomicLong missed = new AtomicLong();
            return receiver(Lag.skip(missed::addAndGet)).mapMulti((value, output) -> {
                long gap = missed.getAndSet(0);
                if (gap > 0) {
                    output.emit(requireNonNull(marker.apply(gap), "receiver: the marker returned null"));
                }
                output.emit(value);
            });
        });
    }

    /** {@inheritDoc} A subscriber that is too slow skips values. */
    @Override
    default Many<T> replay(int last) {
        return replay(last, Lag.skip());
    }

    /**
     * As {@link #replay(int)}, with a policy for a subscriber that is too slow.
     *
     * @throws IllegalArgumentException if {@code last} is out of range
     */
    Many<T> replay(int last, Lag lag);

    /**
     * Emits the values from a place in the stream on, each subscription anew. Demand: the server is asked for what was
     * requested, and from the first request on for as many more as {@link BroadcastSettings#prefetch()} says. A lost
     * connection is waited out. Completes when the channel is closed and the values in it have been taken. Errors:
     * {@code LaggedException} and {@code UndecodableValueException} if the policies say so, {@link
     * io.nagare.redis.failure.ChannelGoneException}, {@link io.nagare.redis.failure.RedisRefusedException} and {@link
     * io.nagare.redis.failure.RedisClosedException}.
     */
    default Many<T> receiver(Start start, Lag lag) {
        return numbered(start, lag).map(Indexed::item);
    }

    /** As {@link #receiver(Start, Lag)}, with the number that each value has in the stream, from 1 on. */
    Many<Indexed<T>> numbered(Start start, Lag lag);

    /** Asks the server what it keeps. Waits while the connection is lost. Errors: as {@link #receiver(Start, Lag)}. */
    One<Kept> kept();

    /**
     * What the server keeps.
     *
     * @param first the number of the oldest value; one more than {@code last} if there is none
     * @param last the number of the newest value, which is how many were ever sent
     * @param bytes how much room they take
     * @param programs how many connections have the channel open, as far as this server knows
     */
    record Kept(long first, long last, long bytes, long programs) {

        /** How many values the server keeps. */
        public long depth() {
            return last - first + 1;
        }
    }

    /**
     * Closes the channel for everybody, on all machines. What this program has sent before is delivered. Returns at
     * once, and {@link #closed} tells when the server has it; a program that ends before may not have closed the
     * channel. While the server refuses it, {@link #closed} fails with {@link
     * io.nagare.redis.failure.RedisRefusedException}; it is tried again until the server has it, and at once when this
     * is called again. To leave alone a channel that others go on with, cancel the subscriptions or close the {@link
     * RedisChannels}. Calling it again does nothing else.
     */
    @Override
    void close();
}
