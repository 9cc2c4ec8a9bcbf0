package io.nagare.policy;

/** What an interval does about ticks that were due while there was no demand (Tokio's {@code MissedTickBehavior}). */
public enum MissedTick {
    /** Emits all of them as fast as demand allows. */
    BURST,
    /** Emits one, and counts the period from then on. */
    DELAY,
    /** Emits one, and goes on at the next multiple of the period. */
    SKIP
}
