package io.nagare.testing.simulation;

import java.time.Duration;

/**
 * Random numbers from a seed (SplitMix64). The same on every JDK, so that a seed names the same history everywhere.
 * Used by one thread.
 */
final class Chance {

    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    Chance(long seed) {
        this.state = seed;
    }

    /** Makes an independent source of random numbers. */
    Chance split() {
        return new Chance(next());
    }

    long next() {
        state += STEP;
        long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** A number from 0 to {@code bound - 1}. */
    long below(long bound) {
        return Long.remainderUnsigned(next(), bound);
    }

    /** Whether something with this probability happens. */
    boolean happens(double probability) {
        return (next() >>> 11) * 0x1.0p-53 < probability;
    }

    /** A time between two, both included, in nanoseconds. */
    long between(Duration least, Duration most) {
        long from = least.toNanos();
        return from + below(most.toNanos() - from + 1);
    }
}
