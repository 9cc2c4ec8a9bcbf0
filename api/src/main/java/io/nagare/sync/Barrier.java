package io.nagare.sync;

import io.nagare.One;

/**
 * Lets a number of streams wait for each other. Then all continue, and the barrier can be used again (Tokio's {@code
 * Barrier}). Unlike in Tokio, a stream that cancels while it waits has not arrived.
 *
 * @since 0.1
 */
public interface Barrier {

    /**
     * Makes a barrier.
     *
     * @param parties how many streams wait for each other, at least 1
     * @throws IllegalArgumentException if the number is less than 1
     */
    static Barrier of(int parties) {
        if (parties < 1) {
            throw new IllegalArgumentException("a barrier needs at least 1 party, but was given " + parties);
        }
        return SynchronizationEngines.engine().barrier(parties);
    }

    /**
     * Arrives, and emits when all parties have arrived: true for the party that came last, the leader, and false for
     * the others. Demand: arrives with the first request. Cancellation: takes the arrival back, unless the last party
     * has come.
     */
    One<Boolean> arrive();

    /** The number of streams that wait for each other. */
    int parties();

    /** The number of streams that have arrived and wait. */
    int waiting();
}
