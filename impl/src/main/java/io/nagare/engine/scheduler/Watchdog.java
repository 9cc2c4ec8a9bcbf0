package io.nagare.engine.scheduler;

import io.nagare.engine.poll.PollDriver;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * Sees to it that a task that runs for long holds nothing up but itself. Every few milliseconds it looks for workers
 * that are still running what they ran at the last look. It polls their drivers and takes the tasks out of their
 * next-task slots. What comes of it goes to the injection queue, where other workers find it. What is in their own
 * queues is worth taking then, whatever it cost before. It also polls for workers that have run a few tasks meanwhile
 * and not polled, and wakes a worker if there is work that nobody was woken for. Go's runtime has a thread of this kind
 * too (sysmon).
 *
 * <p>Rests while all workers are asleep, so that an idle runtime uses no processor time at all.
 */
final class Watchdog extends Thread {

    /**
     * Rests only after so many looks that found all asleep, so that a runtime with little to do doesn't wake it often.
     */
    private static final int LOOKS_BEFORE_REST = 3;

    private final WorkStealingScheduler scheduler;
    private final IdleState idle;
    private final long periodNanos;

    /** How many tasks each worker had run at the last look. */
    private final long[] runs;

    private volatile boolean resting;

    /** Whether the last look has failed somewhere, which is reported once for failures in a row. */
    private boolean failing;

    private boolean failed;

    Watchdog(WorkStealingScheduler scheduler, IdleState idle, int workers, long periodNanos) {
        super(null, null, scheduler.name() + "-watchdog", 0, false);
        this.scheduler = scheduler;
        this.idle = idle;
        this.periodNanos = periodNanos;
        runs = new long[workers];
        Arrays.fill(runs, -1);
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

    /** Any thread: a worker has woken up while all were asleep, or the scheduler is stopping. */
    void wake() {
        // The caller has changed the idle state or the stopping flag with a full fence before; rest() does the
        // opposite.
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
                } else if (now - runs[i] < AbstractScheduler.RUNS_PER_POLL && isPolledTooSeldom(worker.driver())) {
                    poll(worker.driver());
                }
            } catch (Throwable failure) {
                // The next worker may need it no less.
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

    /** The worker has been running one task since the last look, or is asleep and then holds its driver itself. */
    private void relieve(Worker worker) {
        poll(worker.driver());
        worker.cost().forget();
        Schedulable hostage = worker.slot().take();
        if (hostage != null) {
            scheduler.inject(hostage);
        }
    }

    /** Its worker's tasks have begun to take long, and it does not know yet. */
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
