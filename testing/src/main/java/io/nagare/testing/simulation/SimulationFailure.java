package io.nagare.testing.simulation;

import org.jspecify.annotations.Nullable;

/**
 * A simulation has failed. The message has the seed, the virtual time, the last events of all hosts, and how to play
 * this history again.
 *
 * @since 0.1
 */
public final class SimulationFailure extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final String printedSeed;
    private final long seed;
    private final String reason;

    SimulationFailure(String printedSeed, long seed, String reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.printedSeed = printedSeed;
        this.seed = seed;
        this.reason = reason;
    }

    /** What has failed, without the history. */
    String reason() {
        return reason;
    }

    /** The seed with the hash of its history. */
    String printedSeed() {
        return printedSeed;
    }

    /** The seed of the history. */
    public long seed() {
        return seed;
    }
}
