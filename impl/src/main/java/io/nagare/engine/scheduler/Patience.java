package io.nagare.engine.scheduler;

import io.nagare.driver.TimeSource;
import io.nagare.engine.queue.Contention;

/**
 * Whether a worker looks for work a little longer before it falls asleep. Threads outside that have woken it soon after it fell asleep, time and
 * again, are about to do so once more: two that wake each other for each batch are idle most of the time. So it looks longer than a wake takes, until
 * that is in vain. A worker that is woken by its sockets or timers falls asleep at once.
 *
 * <p>Used by one worker, on its thread.
 */
final class Patience {

    /** A sleep that is over so soon costs more than looking does. */
    private static final long SHORT_NANOS = 100_000;

    /** How long to look. */
    private static final long LOOK_NANOS = 50_000;

    /** So many sleeps in a row must have been short. */
    private static final int ENOUGH = 2;

    private static final boolean ONE_PROCESSOR = Runtime.getRuntime().availableProcessors() == 1;

    private int shortSleeps;

    /** The worker has slept for so long, until another thread had work for it, or else until its own driver had. */
    void hasSlept(long nanos, boolean wokenByOthers) {
        shortSleeps = wokenByOthers && nanos < SHORT_NANOS ? Math.min(shortSleeps + 1, ENOUGH) : 0;
    }

    /** Looks for work of others, where there is reason to. Returns whether there is some. */
    boolean finds(WorkStealingScheduler scheduler, TimeSource time) {
        if (shortSleeps < ENOUGH || ONE_PROCESSOR) {
            return false;
        }
        long until = time.nanoTime() + LOOK_NANOS;
        do {
            Contention.giveWay();
            if (scheduler.hasWorkPending() || scheduler.isStopping()) {
                return true;
            }
            // Others may need the processor, those that are waited for among them.
            Thread.yield();
        } while (time.nanoTime() - until < 0);
        shortSleeps = 0;
        return false;
    }
}
