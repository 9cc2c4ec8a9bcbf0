package io.nagare.nats;

/**
 * How the server keeps the bucket of a watch. All programs that open watches in the same bucket must give the same
 * values. Immutable.
 *
 * @param inMemory whether the server keeps the values in memory; a restart of a single server then ends the watches
 * @param replicas how many servers of a cluster keep them, 1 to 5
 * @since 0.1
 */
public record WatchSettings(boolean inMemory, int replicas) {

    /** Checks the range. */
    public WatchSettings {
        if (replicas < 1 || replicas > 5) {
            throw new IllegalArgumentException("a bucket's number of replicas must be 1 to 5, but was " + replicas);
        }
    }

    /** Keeps the values in files of one server. */
    public static WatchSettings inFiles() {
        return new WatchSettings(false, 1);
    }

    /** Keeps the values in memory, and no longer than the server runs. */
    public WatchSettings inMemoryOnly() {
        return new WatchSettings(true, replicas);
    }

    /**
     * Sets how many servers of a cluster keep the values.
     *
     * @throws IllegalArgumentException if the number is out of range
     */
    public WatchSettings replicated(int servers) {
        return new WatchSettings(inMemory, servers);
    }
}
