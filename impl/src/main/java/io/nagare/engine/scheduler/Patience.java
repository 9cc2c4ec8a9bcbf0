package io.nagare.engine.scheduler;

import io.nagare.driver.TimeSource;
import io.nagare.engine.queue.Contention;
import java.util.function.BooleanSupplier;

/**
 * Whether a thread looks a little longer for what it waits for, before it sleeps. Two threads that wake each other for
 * each batch are idle most of the time, since a wake takes long. So a thread whose last sleeps were short looks for
 * longer than a wake takes. One look that is in vain ends that.
 *
 * <p>Used by the thread that waits.
 */
public final class Patience {

    /** A sleep that is over so soon costs more than looking does. */
    private static final long SHORT_NANOS = 100_000;

    /** How long to look. */
    private static final long LOOK_NANOS = 50_000;

    /** So many sleeps in a row must have been short. */
    private static final int ENOUGH = 2;

    private static final boolean ONE_PROCESSOR = Runtime.getRuntime().availableProcessors() == 1;

    private final TimeSource time;
    private final BooleanSupplier isThere;
    private int shortSleeps;

    /**
     * For one thread.
     *
     * @param isThere whether the thread need not wait any more
     */
    public Patience(TimeSource time, BooleanSupplier isThere) {
        this.time = time;
        this.isThere = isThere;
    }

    /** The thread has slept for so long, until another thread woke it, or else for a reason of its own. */
    public void hasSlept(long nanos, boolean wokenByOthers) {
        shortSleeps = wokenByOthers && nanos < SHORT_NANOS ? Math.min(shortSleeps + 1, ENOUGH) : 0;
    }

    /** Looks for a while, if the last sleeps were short. Returns whether the thread need not wait. */
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
            // Others may need the processor, and the thread that is waited for may be one of them.
            Thread.yield();
        } while (time.nanoTime() - until < 0);
        shortSleeps = 0;
        return false;
    }
}
