package io.nagare.nats;

import io.nagare.channel.Broadcast;

/**
 * How a broadcast is kept by the server and read by its subscribers. All programs that open the same broadcast must
 * give the same capacity, place and replicas; the other values are each program's own. Immutable.
 *
 * @param capacity how many values the server keeps, 1 to {@link Broadcast#MAX_CAPACITY}; the oldest makes room
 * @param inMemory whether the server keeps them in memory; a restart of a single server then ends the channel
 * @param replicas how many servers of a cluster keep them, 1 to 5. When the leader of them dies, values of one program
 *     that were on their way at once can change their order; none is lost or doubled
 * @param prefetch how many values each subscriber takes from the server ahead of its demand, 0 to {@link #MAX_PREFETCH}
 * @param sending how many values are on their way to the server at once, 1 to {@link #MAX_SENDING}; others wait here.
 *     With 1, the values of a program keep their order also when the leader of several servers dies
 * @param once whether a value that is sent again on another connection is stored once, within the server's window of
 *     deduplication (two minutes)
 * @since 0.1
 */
public record BroadcastSettings(
        int capacity, boolean inMemory, int replicas, int prefetch, int sending, boolean once) {

    /** The prefetch unless told otherwise. Fetching one at a time costs several times as much for each value. */
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
        check("number of replicas", replicas, 1, 5);
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
     * Keeps the last values in files of one server.
     *
     * @throws IllegalArgumentException if the capacity is out of range
     */
    public static BroadcastSettings lagging(int capacity) {
        return new BroadcastSettings(capacity, false, 1, DEFAULT_PREFETCH, DEFAULT_SENDING, true);
    }

    /** Keeps the values in memory, and no longer than the server runs. */
    public BroadcastSettings inMemoryOnly() {
        return new BroadcastSettings(capacity, true, replicas, prefetch, sending, once);
    }

    /**
     * Sets how many servers of a cluster keep the values. If the order of a program must outlive the leader of them,
     * set {@link #sendingAtOnce} to 1.
     */
    public BroadcastSettings replicated(int servers) {
        return new BroadcastSettings(capacity, inMemory, servers, prefetch, sending, once);
    }

    /** Sets how many values each subscriber takes ahead of its demand. */
    public BroadcastSettings prefetching(int values) {
        return new BroadcastSettings(capacity, inMemory, replicas, values, sending, once);
    }

    /**
     * Sets how many values are on their way to the server at once. With more than 1, the death of the leader of several
     * servers can store one of them behind later ones.
     */
    public BroadcastSettings sendingAtOnce(int values) {
        return new BroadcastSettings(capacity, inMemory, replicas, prefetch, values, once);
    }

    /**
     * Gives values no number by which the server knows them again. It takes and hands out more of them then, and needs
     * no memory for the numbers of two minutes. When a connection is lost, what was on its way is sent again, and may
     * be stored twice.
     */
    public BroadcastSettings atLeastOnce() {
        return new BroadcastSettings(capacity, inMemory, replicas, prefetch, sending, false);
    }
}
