package io.nagare.engine.scheduler.step;

/**
 * The clock of one host, as a function of the world's time. The elapsed time that it shows may run fast or slow but
 * never goes back. The time of day may jump. Used by the thread that steps the world.
 */
final class StepClock {

    /** Parts in a million. */
    private static final long MILLION = 1_000_000;

    /** The world's time and the host's time at the last change of the drift. */
    private long worldBase;

    private long hostBase;

    /** How many parts in a million this runs fast; slow if negative. */
    private long drift;

    /** How much the time of day is ahead of the elapsed time, in nanoseconds. */
    private long dayOffset;

    /** The host's time at a time of the world. */
    long hostTime(long world) {
        long passed = world - worldBase;
        return hostBase + passed + drifted(passed, drift);
    }

    /** The first time of the world at which this shows {@code host} or more. */
    long worldTime(long host) {
        if (drift == 0) {
            return saturatedSum(host - hostBase, worldBase);
        }
        long passed = host - hostBase;
        long world = saturatedSum(passed - drifted(passed, drift), worldBase);
        while (hostTime(world) < host && world != Long.MAX_VALUE) {
            world = saturatedSum(world, Math.max(1, host - hostTime(world)));
        }
        return world;
    }

    /** Lets this run fast or slow from a time of the world on. */
    void drift(long world, long partsInAMillion) {
        hostBase = hostTime(world);
        worldBase = world;
        drift = partsInAMillion;
    }

    /** Moves the time of day. */
    void jump(long nanos) {
        dayOffset += nanos;
    }

    /** The host's time of day at a time of the world, in nanoseconds since 1970. */
    long timeOfDay(long world) {
        return saturatedSum(hostTime(world), dayOffset);
    }

    private static long drifted(long passed, long partsInAMillion) {
        return passed / MILLION * partsInAMillion + passed % MILLION * partsInAMillion / MILLION;
    }

    private static long saturatedSum(long one, long other) {
        long sum = one + other;
        return one > 0 && other > 0 && sum < 0 ? Long.MAX_VALUE : sum;
    }
}
