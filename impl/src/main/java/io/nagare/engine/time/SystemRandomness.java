package io.nagare.engine.time;

import java.util.concurrent.ThreadLocalRandom;

/** Chance as the JDK has it, different in each process. */
public final class SystemRandomness {

    private SystemRandomness() {}

    /** A number from 0 to {@code bound - 1}. Any thread. */
    public static long below(long bound) {
        return ThreadLocalRandom.current().nextLong(bound);
    }
}
