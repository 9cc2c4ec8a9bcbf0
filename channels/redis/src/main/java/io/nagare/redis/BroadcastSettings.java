package io.nagare.redis;

import io.nagare.channel.Broadcast;

/**
 * How a broadcast is kept by the server and read by its subscribers. All programs that open the same broadcast must
 * give the same capacity; the other values are each program's own. Immutable.
 *
 * @param capacity how many values the server keeps, 1 to {@link Broadcast#MAX_CAPACITY}; the oldest makes room
 * @param prefetch how many values each subscriber takes from the server ahead of its demand, 0 to {@link #MAX_PREFETCH}
 * @param sending how many values are on their way to the server at once, 1 to {@link #MAX_SENDING}; others wait here
 * @since 0.1
 */
public record BroadcastSettings(int capacity, int prefetch, int sending) {

    /** The prefetch unless told otherwise. Fetching one at a time costs a round trip for each value. */
    public static final int DEFAULT_PREFETCH = 64;

    /** The largest prefetch. */
    public static final int MAX_PREFETCH = 4096;

    /** How many values are on their way at once unless told otherwise. */
    public static final int DEFAULT_SENDING = 256;

    /** The largest number of values on their way at once. */
    public static final int MAX_SENDING = 4096;

    /** Checks the ranges. */
    public BroadcastSettings {
        check("capacity", capacity, 1, Broadcast.MAX_CAPACITY);
        check("prefetch", prefetch, 0, MAX_PREFETCH);
        check("number of values on their way", sending, 1, MAX_SENDING);
    }

    private static void check(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "a broadcast's " + what + " must be " + least + " to " + most + ", but was " + value);
        }
    }

    /**
     * Keeps the last values.
     *
     * @throws IllegalArgumentException if the capacity is out of range
     */
    public static BroadcastSettings lagging(int capacity) {
        return new BroadcastSettings(capacity, DEFAULT_PREFETCH, DEFAULT_SENDING);
    }

    /** Sets how many values each subscriber takes ahead of its demand. */
    public BroadcastSettings prefetching(int values) {
        return new BroadcastSettings(capacity, values, sending);
    }

    /** Sets how many values are on their way to the server at once. */
    public BroadcastSettings sendingAtOnce(int values) {
        return new BroadcastSettings(capacity, prefetch, values);
    }
}
