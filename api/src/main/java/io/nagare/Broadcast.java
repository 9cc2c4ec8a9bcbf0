package io.nagare;

import io.nagare.policy.Lag;

/**
 * A channel whose every subscriber gets every value that is sent after it subscribed, in one order that is the same for
 * all.
 *
 * <p>It is an interface so that the same contract can be served across machines.
 *
 * @param <T> what is sent
 */
public interface Broadcast<T> {

    /** The largest capacity: 2<sup>24</sup>. */
    int MAX_CAPACITY = 1 << 24;

    /**
     * A broadcast that keeps the last values in a ring. Sending never waits; a receiver that is further behind than the
     * ring is long has missed the values that were overwritten, is told how many, and goes on by its {@link Lag} policy:
     * received + missed = sent, for each receiver (Tokio's {@code broadcast}).
     *
     * @param capacity how many values are kept, 1 to {@link #MAX_CAPACITY}; rounded up to a power of two
     */
    static <T> Broadcast<T> lagging(int capacity) {
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "a broadcast's capacity must be 1 to " + MAX_CAPACITY + ", but was " + capacity);
        }
        return Engines.engine().laggingBroadcast(capacity);
    }

    /**
     * Sends a value to all current subscribers. Any thread; never waits; may be called from within a subscriber.
     *
     * @return how many subscribers there were; with none, the value is gone
     * @throws IllegalStateException if the broadcast is closed
     */
    int send(T value);

    /**
     * The values sent from the moment of each subscription on; laggards skip. Demand: values wait in the ring. Completes
     * when the broadcast is closed and what was in the ring has been taken.
     */
    default Many<T> subscribe() {
        return subscribe(Lag.skip());
    }

    /** As {@link #subscribe()}, with a policy for laggards. */
    Many<T> subscribe(Lag lag);

    /** How many subscribers there are. */
    int subscribers();

    /** How many values are kept. */
    int capacity();

    /** Ends the broadcast: subscribers get what is left, then complete. Calling it again does nothing. */
    void close();

    /** Whether it was closed. */
    boolean isClosed();
}
