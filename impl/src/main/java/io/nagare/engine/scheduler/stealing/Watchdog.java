package io.nagare.engine.scheduler.stealing;

import io.nagare.engine.poll.PollDriver;
import io.nagare.engine.scheduler.base.AbstractScheduler;
import io.nagare.engine.scheduler.base.Schedulable;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that ensures that a long task holds up only itself. Every few milliseconds it looks for workers that still
 * run the same task as at the last look. It polls their drivers and takes the tasks out of their slots. These tasks,
 * and those that the polls make ready, go to the injection queue, where other workers find them. The tasks in the
 * queues of such workers count as worth sharing, whatever their cost was before. The watchdog also polls for workers
 * that have run a few tasks meanwhile but have not polled. It wakes a worker if there is work for which no worker was
 * woken. Go's runtime has such a thread too (sysmon).
 *
 * <p>It rests while all workers are asleep, so that an idle runtime uses no processor time.
 */
final class Watchdog extends Thread {

    /**
     * How many looks in a row must find all workers asleep before the watchdog rests. So a runtime with little to do
     * does not have to wake it often.
     */
    private static final int LOOKS_BEFORE_REST = 3;

    private final WorkStealingScheduler scheduler;
    private final IdleState idle;
    private final long periodNanos;

    /** The number of tasks that each worker had run at the last look. */
    private final long[] runs;

    private final Stalls stalls;

    private volatile boolean resting;

    /** Whether the last look has failed for some worker. Failures in a row are reported once. */
    private boolean failing;

    private boolean failed;

    Watchdog(WorkStealingScheduler scheduler, IdleState idle, int workers, long periodNanos) {
        super(null, null, scheduler.name() + "-watchdog", 0, false);
        this.scheduler = scheduler;
        this.idle = idle;
        this.periodNanos = periodNanos;
        runs = new long[workers];
        Arrays.fill(runs, -1);
        stalls = new Stalls(scheduler, workers);
        AbstractScheduler.makeDaemon(this);
    }

    @Override
    public void run() {
        int idleLooks = 0;
        while (!scheduler.isStopping()) {
            try {
                if (idleLooks < LOOKS_BEFORE_REST) {
                    LockSupport.parkNanos(this, periodNanos);
                    look();
                } else {
                    rest();
                }
            } catch (Throwable failure) {
                failed(failure);
            }
            idleLooks = idle.allAsleep() ? idleLooks + 1 : 0;
        }
    }

    /**
     * Any thread: wakes the watchdog, because a worker has woken up while all were asleep, or the scheduler is
     * stopping.
     */
    void wake() {
        // The caller has changed the idle state or the stopping flag before, with a full fence. rest() writes `resting`
        // first and then reads these. So at least one of the two sees the other's write.
        if (resting) {
            LockSupport.unpark(this);
        }
    }

    private void rest() {
        resting = true;
        if (idle.allAsleep() && !scheduler.isStopping()) {
            LockSupport.park(this);
        }
        resting = false;
    }

    private void look() {
        failed = false;
        for (int i = 0; i < runs.length; i++) {
            Worker worker = scheduler.worker(i);
            long now = worker.counters().runs();
            try {
                if (now == runs[i]) {
                    relieve(worker);
                    stalls.isStill(i);
                    continue;
                }
                stalls.goesOn(i);
                if (now - runs[i] < AbstractScheduler.RUNS_PER_POLL && isPolledTooSeldom(worker.driver())) {
                    poll(worker.driver());
                }
            } catch (Throwable failure) {
                // Goes on, because the next worker may need this as much.
                failed(failure);
            }
            runs[i] = now;
        }
        scheduler.wakeIfWorkIsPending();
        failing = failed;
    }

    private void failed(Throwable failure) {
        failed = true;
        if (!failing) {
            failing = true;
            scheduler.unseen(failure, getName());
        }
    }

    /**
     * Relieves a worker that has been running one task since the last look. If the worker is asleep instead, it holds
     * its driver itself and its slot is empty.
     */
    private void relieve(Worker worker) {
        poll(worker.driver());
        worker.cost().forget();
        Schedulable hostage = worker.slot().take();
        if (hostage != null) {
            scheduler.inject(hostage);
        }
    }

    /**
     * Whether a driver's worker has not polled for a whole period, because its tasks have begun to take longer than it
     * knows.
     */
    private boolean isPolledTooSeldom(PollDriver driver) {
        return driver.hasWork() && scheduler.time().nanoTime() - driver.lastPollNanos() > periodNanos;
    }

    private void poll(PollDriver driver) {
        if (driver.tryAcquire()) {
            try {
                driver.poll(0);
            } catch (Throwable failure) {
                failed(failure);
            } finally {
                driver.release();
            }
        }
    }
}
