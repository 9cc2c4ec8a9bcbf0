package io.nagare.channel;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.policy.Lag;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.reactivestreams.Publisher;

/**
 * A channel for any number of subscribers. Each gets every value that is sent after it subscribed (Tokio's
 * {@code broadcast}). Sending never waits. A subscriber that is further behind than the capacity misses the values that
 * were overwritten. It learns their number and continues as its {@link Lag} policy says: for each subscriber, received
 * + missed = sent.
 *
 * <pre>{@code
 * Broadcast<Bytes> room = Broadcast.lagging(1024);
 * peer.write(room.receiver(Lag.skip(missed -> log.info("{} missed {}", peer, missed)))).subscribe(...);
 * room.send(line);
 * }</pre>
 *
 * <p>It is an interface so that the same contract can be served across machines. In a broadcast made by {@link #paced},
 * senders wait instead.
 *
 * @param <T> the type of the values
 * @since 0.1
 */
public interface Broadcast<T> extends Multicast<T> {

    /** The largest capacity: 2<sup>24</sup>. */
    int MAX_CAPACITY = 1 << 24;

    /**
     * Makes a broadcast that keeps the last values in a ring, which grows to its size as it fills. Values that no
     * subscriber can get any more may stay in memory for a while: an eighth of the capacity, or one value.
     *
     * @param capacity how many values are kept, 1 to {@link #MAX_CAPACITY}; rounded up to a power of two
     * @throws IllegalArgumentException if the capacity is out of range
     */
    static <T> Broadcast<T> lagging(int capacity) {
        return ChannelEngines.engine().laggingBroadcast(checked(capacity));
    }

    /**
     * Makes a broadcast in which a sender waits until the slowest subscriber has room, so that no subscriber misses a
     * value.
     *
     * @param capacity how many values the slowest subscriber may be behind, 1 to {@link #MAX_CAPACITY}
     * @throws IllegalArgumentException if the capacity is out of range
     */
    static <T> PacedBroadcast<T> paced(int capacity) {
        return ChannelEngines.engine().pacedBroadcast(checked(capacity));
    }

    private static int checked(int capacity) {
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "a broadcast's capacity must be 1 to " + MAX_CAPACITY + ", but was " + capacity);
        }
        return capacity;
    }

    /**
     * Sends a value to all current subscribers. Never waits.
     *
     * @return how many subscribers there were; with none, only a later {@link #replay} can deliver the value
     * @throws ChannelClosedException if the broadcast is closed
     */
    int send(T value);

    /**
     * Sends the publisher's items and completes when the publisher has. The broadcast stays open. Demand on the
     * publisher: unbounded, because sending never waits. Cancellation cancels the publisher. Errors: the publisher's
     * failure, or {@link ChannelClosedException}.
     */
    @Override
    default One<Void> sendAll(Publisher<? extends T> values) {
        return Many.<T>from(values).doOnNext(this::send).then();
    }

    /** {@inheritDoc} A subscriber that is too slow skips values. */
    @Override
    default Many<T> receiver() {
        return receiver(Lag.skip());
    }

    /** As {@link #receiver()}, with a policy for a subscriber that is too slow. */
    Many<T> receiver(Lag lag);

    /**
     * As {@link #receiver()}, with an item in place of the missed values. The marker is called with their number, on
     * the strand of the subscription. Its result is emitted before the next value, and uses a unit of demand as a value
     * does.
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
}
