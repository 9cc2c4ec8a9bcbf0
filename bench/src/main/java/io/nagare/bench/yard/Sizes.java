package io.nagare.bench.yard;

/** The sizes of the works, which are those of the Tokio yardstick. */
final class Sizes {

    static final int SPAWNS = 10_000;
    static final int YIELDING_TASKS = 200;
    static final int YIELDS = 1_000;
    static final int PING_PONGS = 1_000;
    static final int CHAIN = 1_000;
    static final int BROADCAST_VALUES = 100_000;
    static final int BROADCAST_CAPACITY = 131_072;
    static final int MPSC_VALUES = 100_000;
    static final int SLEEPS = 10_000;
    static final int TIMEOUTS = 100_000;
    static final int TIMEOUT_SECONDS = 60;
    static final int CHUNK_BYTES = 64 * 1024;

    /** The sum of the values of a broadcast, which are 0, 1, 2 ... */
    static final long BROADCAST_SUM = sum(BROADCAST_VALUES);

    private Sizes() {}

    /** The sum of {@code values} values: 0, 1, 2 ... */
    static long sum(int values) {
        return (long) values * (values - 1) / 2;
    }

    static int sleepMillis(int task) {
        return 1 + task % 10;
    }

    /** Throws if the sum is wrong, because then the time means nothing. */
    static void check(String work, long expected, long actual) {
        if (expected != actual) {
            throw new IllegalStateException(work + ": expected " + expected + ", but got " + actual);
        }
    }
}
