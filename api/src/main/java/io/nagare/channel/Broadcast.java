package io.nagare.channel;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.policy.Lag;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * A channel whose every subscriber gets every value that is sent after it subscribed (Tokio's {@code broadcast}).
 * Sending never waits; a subscriber that is further behind than the channel has room has missed the values that were
 * overwritten, is told how many, and goes on by its {@link Lag} policy: received + missed = sent, for each subscriber.
 *
 * <pre>{@code
 * Broadcast<Bytes> room = Broadcast.lagging(1024);
 * peer.write(room.receiver(Lag.skip(missed -> log.info("{} missed {}", peer, missed)))).subscribe(...);
 * room.send(line);
 * }</pre>
 *
 * <p>It is an interface so that the same contract can be served across machines. {@link #paced} makes one in which
 * senders wait instead.
 *
 * @param <T> what is sent
 */
public interface Broadcast<T> extends Multicast<T> {

    /** The largest capacity: 2<sup>24</sup>. */
    int MAX_CAPACITY = 1 << 24;

    /**
     * A broadcast that keeps the last values in a ring, which grows to its size as it fills. An eighth of the capacity
     * more, or one value, may stay in memory for a while after nobody can get it any more.
     *
     * @param capacity how many values are kept, 1 to {@link #MAX_CAPACITY}; rounded up to a power of two
     */
    static <T> Broadcast<T> lagging(int capacity) {
        return ChannelEngines.engine().laggingBroadcast(checked(capacity));
    }

    /**
     * A broadcast in which a sender waits until the slowest subscriber has room, so that nobody misses anything.
     *
     * @param capacity how many values the slowest subscriber may be behind, 1 to {@link #MAX_CAPACITY}
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
     * Sends a value to all current subscribers. Never waits; may be called from within a subscriber.
     *
     * @return how many subscribers there were; with none, only who asks for a replay will see the value
     * @throws ChannelClosedException if this is closed
     */
    int send(T value);

    /** {@inheritDoc} Laggards skip. */
    @Override
    default Many<T> receiver() {
        return receiver(Lag.skip());
    }

    /** As {@link #receiver()}, with a policy for laggards. */
    Many<T> receiver(Lag lag);

    /**
     * As {@link #receiver()}, with an item in the place of what was missed: the marker is called with the number, on
     * the strand of the subscription, and what it returns is emitted before the next value, against the same demand as
     * a value.
     */
    default Many<T> receiver(LongFunction<? extends T> marker) {
        requireNonNull(marker, "marker");
        return Many.defer(() -> {
            AtomicLong missed = new AtomicLong();
            return receiver(Lag.skip(missed::addAndGet)).mapMulti((value, output) -> {
                long gap = missed.getAndSet(0);
                if (gap > 0) {
                    output.emit(requireNonNull(marker.apply(gap), "subscribe: the marker returned null"));
                }
                output.emit(value);
            });
        });
    }

    /** {@inheritDoc} Laggards skip. */
    @Override
    default Many<T> replay(int last) {
        return replay(last, Lag.skip());
    }

    /** As {@link #replay(int)}, with a policy for laggards. */
    Many<T> replay(int last, Lag lag);
}
