package io.nagare.policy;

/**
 * What an interval does about ticks that were due while there was no demand (Tokio's {@code MissedTickBehavior}).
 *
 * @since 0.1
 */
public enum MissedTick {
    /** Emits all missed ticks as fast as demand allows. */
    BURST,
    /** Emits one tick, and counts the period from then on. */
    DELAY,
    /** Emits one tick, and continues at the next multiple of the period. */
    SKIP
}
