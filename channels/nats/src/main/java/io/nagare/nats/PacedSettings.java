package io.nagare.nats;

import io.nagare.channel.Broadcast;
import java.time.Duration;

/**
 * How a paced broadcast is kept by the server and read by its subscribers. All programs that open the same broadcast
 * must give the same capacity, place and replicas; the other values are each program's own. Immutable.
 *
 * @param capacity how many values the server keeps that not all subscribers have taken, 1 to {@link
 *     Broadcast#MAX_CAPACITY}; more senders wait
 * @param inMemory whether the server keeps them in memory; a restart of a single server then ends the channel
 * @param replicas how many servers of a cluster keep them, 1 to 5
 * @param prefetch how many values each subscriber takes from the server ahead of its demand, 0 to {@link
 *     BroadcastSettings#MAX_PREFETCH}. They stay in the channel until the subscriber has requested them
 * @param sending how many values are on their way to the server at once, 1 to {@link BroadcastSettings#MAX_SENDING}.
 *     With 1, the values of a program keep their order even if the channel is full
 * @param inactive how long the server waits for a subscriber whose program is gone or cut off, 1 s to 1 day. A name
 *     stays until it is forgotten
 * @since 0.1
 */
public record PacedSettings(
        int capacity, boolean inMemory, int replicas, int prefetch, int sending, Duration inactive) {

    /** How long the server waits for a subscriber whose program is gone unless told otherwise. */
    public static final Duration DEFAULT_INACTIVE = Duration.ofSeconds(30);

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Checks the ranges. */
    public PacedSettings {
        check("capacity", capacity, 1, Broadcast.MAX_CAPACITY);
        check("number of replicas", replicas, 1, 5);
        check("prefetch", prefetch, 0, BroadcastSettings.MAX_PREFETCH);
        check("number of values on their way", sending, 1, BroadcastSettings.MAX_SENDING);
        if (inactive.compareTo(SHORTEST) < 0 || inactive.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a paced broadcast must wait " + SHORTEST + " to " + LONGEST
                    + " for a subscriber without a program, but was to wait " + inactive);
        }
    }

    private static void check(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "a paced broadcast's " + what + " must be " + least + " to " + most + ", but was " + value);
        }
    }

    /**
     * Keeps the values in files of one server.
     *
     * @throws IllegalArgumentException if the capacity is out of range
     */
    public static PacedSettings paced(int capacity) {
        return new PacedSettings(capacity, false, 1, BroadcastSettings.DEFAULT_PREFETCH, 1, DEFAULT_INACTIVE);
    }

    /** Keeps the values in memory, and no longer than the server runs. */
    public PacedSettings inMemoryOnly() {
        return new PacedSettings(capacity, true, replicas, prefetch, sending, inactive);
    }

    /** Sets how many servers of a cluster keep the values. */
    public PacedSettings replicated(int servers) {
        return new PacedSettings(capacity, inMemory, servers, prefetch, sending, inactive);
    }

    /** Sets how many values each subscriber takes ahead of its demand. */
    public PacedSettings prefetching(int values) {
        return new PacedSettings(capacity, inMemory, replicas, values, sending, inactive);
    }

    /** Sets how many values are on their way to the server at once. */
    public PacedSettings sendingAtOnce(int values) {
        return new PacedSettings(capacity, inMemory, replicas, prefetch, values, inactive);
    }

    /** Sets how long the server waits for a subscriber whose program is gone. */
    public PacedSettings inactiveFor(Duration limit) {
        return new PacedSettings(capacity, inMemory, replicas, prefetch, sending, limit);
    }
}
