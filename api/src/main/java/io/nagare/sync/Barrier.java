package io.nagare.sync;

import io.nagare.One;

/**
 * Where a number of streams wait for each other; then all go on, and it can be used again (Tokio's {@code Barrier}, but
 * one that cancels while it waits has not arrived).
 */
public interface Barrier {

    /**
     * A barrier.
     *
     * @param parties how many wait for each other, at least 1
     */
    static Barrier of(int parties) {
        if (parties < 1) {
            throw new IllegalArgumentException("a barrier needs at least 1 party, but was given " + parties);
        }
        return SynchronizationEngines.engine().barrier(parties);
    }

    /**
     * Arrives, and emits when all parties have: true for the one that came last, the leader, false for the others.
     * Demand: arrives with the first. Cancellation: takes the arrival back, unless the last has come.
     */
    One<Boolean> arrive();

    /** How many wait for each other. */
    int parties();

    /** How many have arrived and wait. */
    int waiting();
}
