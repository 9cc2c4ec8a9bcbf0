package io.nagare.engine.queue;

/**
 * Backs off for about a microsecond. A sender does so after it has lost a race to another sender, and a reader does so
 * when it has caught up with a sender.
 *
 * <p>Two threads that alternate at every value spend most of their time waiting for each other's cache lines. After
 * backing off, each gets a stretch of values.
 */
public final class Contention {

    /** How often a reader backs off for the same value before it yields the processor to other threads. */
    public static final int MOST_TIMES = 8;

    // Nanoseconds a value, without and with backing off, on 2 processors: 29 and 18 for 4 producers, 28 and 14 for a
    // sender with 4 readers, 15 to 34 and 12 to 14 for the receiver of an mpsc channel with 4 producers.
    private static final int SPINS = 16;

    private Contention() {}

    /** Backs off for about a microsecond. Any thread. */
    public static void giveWay() {
        for (int i = 0; i < SPINS; i++) {
            Thread.onSpinWait();
        }
    }
}
