package io.nagare.engine.time;

import java.util.concurrent.ThreadLocalRandom;

/** The JDK's random numbers, which differ in each process. The scheduler's seam for chance calls it on any thread. */
public final class SystemRandomness {

    private SystemRandomness() {}

    /** Returns a random number from 0 to {@code bound - 1}. Any thread. */
    public static long below(long bound) {
        return ThreadLocalRandom.current().nextLong(bound);
    }
}
