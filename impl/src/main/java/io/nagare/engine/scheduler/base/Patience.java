package io.nagare.engine.scheduler.base;

import io.nagare.engine.queue.Contention;
import io.nagare.policy.TimeSource;
import java.util.function.BooleanSupplier;

/**
 * Decides whether a thread keeps looking for a moment before it sleeps. Two threads that wake each other for each batch
 * are idle most of the time, because a wake takes long. So if a thread's last sleeps were short, it keeps looking for
 * longer than a wake takes. If it has looked in vain once, it sleeps at once again.
 *
 * <p>Only the thread that waits uses it.
 */
public final class Patience {

    /** A sleep shorter than this costs more than looking. */
    private static final long SHORT_NANOS = 100_000;

    /** How long to keep looking. */
    private static final long LOOK_NANOS = 50_000;

    /** How many sleeps in a row must have been short. */
    private static final int ENOUGH = 2;

    private static final boolean ONE_PROCESSOR = Runtime.getRuntime().availableProcessors() == 1;

    private final TimeSource time;
    private final BooleanSupplier isThere;
    private int shortSleeps;

    /**
     * Makes the patience of one thread.
     *
     * @param isThere whether the thread no longer needs to wait
     */
    public Patience(TimeSource time, BooleanSupplier isThere) {
        this.time = time;
        this.isThere = isThere;
    }

    /** Notes that the thread has slept for {@code nanos} nanoseconds, and whether another thread woke it. */
    public void hasSlept(long nanos, boolean wokenByOthers) {
        shortSleeps = wokenByOthers && nanos < SHORT_NANOS ? Math.min(shortSleeps + 1, ENOUGH) : 0;
    }

    /** Looks for a while, if the last sleeps were short. Returns whether the thread no longer needs to wait. */
    public boolean finds() {
        if (shortSleeps < ENOUGH || ONE_PROCESSOR) {
            return false;
        }
        long until = time.nanoTime() + LOOK_NANOS;
        do {
            Contention.giveWay();
            if (isThere.getAsBoolean()) {
                return true;
            }
            // Other threads may need the processor, perhaps the very thread that this one waits for.
            Thread.yield();
        } while (time.nanoTime() - until < 0);
        shortSleeps = 0;
        return false;
    }
}
