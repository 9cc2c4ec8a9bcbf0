package io.nagare.engine.scheduler.stealing;

import io.nagare.engine.event.EngineEvents;

/**
 * Measures for how long workers have been in the same run, and records it if somebody wants to know. The watchdog alone
 * uses it, at each of its looks.
 *
 * <p>A stall is recorded after a few looks, and again when its looks have doubled. So a worker that never comes back is
 * recorded, too, and costs a recording little. Looks are counted because time alone does not say enough: after a pause
 * of the whole JVM, a long time has passed and no worker was held up.
 */
final class Stalls {

    /** How many looks must find a worker in the same run before that is recorded: some 20 ms. */
    private static final long FIRST_LOOKS = 4;

    private final EngineEvents events = EngineEvents.ofJvm();
    private final WorkStealingScheduler scheduler;

    /** By worker: how many looks have found it in the same run. */
    private final long[] looks;

    /** By worker: at how many looks the stall is recorded. Valid if there were some. */
    private final long[] due;

    /** By worker: the time of the first of these looks. Valid if there were some. */
    private final long[] since;

    Stalls(WorkStealingScheduler scheduler, int workers) {
        this.scheduler = scheduler;
        looks = new long[workers];
        due = new long[workers];
        since = new long[workers];
    }

    /** A worker has run something since the last look. */
    void goesOn(int worker) {
        looks[worker] = 0;
    }

    /** A worker has run nothing new since the last look: it is held up, or asleep. */
    void isStill(int worker) {
        if (!events.recordsStalls() || scheduler.sleepers().contains(worker)) {
            looks[worker] = 0;
            return;
        }
        long now = scheduler.time().nanoTime();
        if (looks[worker]++ == 0) {
            since[worker] = now;
            due[worker] = FIRST_LOOKS;
        } else if (looks[worker] > due[worker]) {
            due[worker] *= 2;
            events.stalled(scheduler.worker(worker), scheduler.name(), now - since[worker]);
        }
    }
}
