package io.nagare.reactor;

import io.nagare.Nagare;
import io.nagare.driver.OpenTasks;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.scheduler.Schedulers;

/**
 * Makes the jobs of a scheduler or of one of its workers, and refuses those that come too late. Any thread may call.
 *
 * <p>Always holds: a job that is refused never runs.
 */
final class Jobs implements Disposable {

    /** No wait is longer, so that times can be compared. */
    private static final long LONGEST = Long.MAX_VALUE / 4;

    private final Nagare runtime;
    private final OpenTasks open;

    private Jobs(Nagare runtime, OpenTasks open) {
        this.runtime = runtime;
        this.open = open;
    }

    /** Makes jobs that may run at the same time. They are disposed of when the runtime is closed. */
    static Jobs of(Nagare runtime) {
        return new Jobs(runtime, OpenTasks.of(runtime.driver()));
    }

    /** Makes jobs that run one after the other and are disposed with these. */
    Jobs serial() {
        return new Jobs(runtime, open.serial());
    }

    Nagare runtime() {
        return runtime;
    }

    /** Returns those that have not ended. */
    OpenTasks open() {
        return open;
    }

    long now() {
        return runtime.driver().time().nanoTime();
    }

    /**
     * Runs a task after a delay. A delay of 0 or less is none at all.
     *
     * @throws RejectedExecutionException if these are disposed or the runtime is closed; the task then never runs
     */
    Disposable scheduleOnce(Runnable task, long delay, TimeUnit unit) {
        return schedule(task, nanos(delay, unit), Job.ONCE);
    }

    /**
     * Runs a task at a fixed rate, and catches up when it is late. A delay or period of 0 or less is none at all.
     *
     * @throws RejectedExecutionException as {@link #scheduleOnce}
     */
    Disposable scheduleEach(Runnable task, long delay, long period, TimeUnit unit) {
        return schedule(task, nanos(delay, unit), nanos(period, unit));
    }

    private static long nanos(long time, TimeUnit unit) {
        return Math.min(Math.max(unit.toNanos(time), 0), LONGEST);
    }

    private Disposable schedule(Runnable task, long delay, long period) {
        Job job = new Job(this, Schedulers.onSchedule(task), open.nextNumber(), period);
        if (runtime.driver().isClosed() || !open.enter(job)) {
            throw rejected();
        }
        job.runAt(now() + delay);
        boolean closed = runtime.driver().isClosed();
        if (closed) {
            // The runtime may have told its jobs before this one was there.
            job.runtimeClosed();
        }
        // A task that has begun is not rejected: the caller would take it for one that never runs. A worker that its
        // user disposes of meanwhile rejects nothing, since nobody misses its tasks.
        if (job.isDropped() && (closed || open.isSchedulerDisposed())) {
            throw rejected();
        }
        return job;
    }

    private RejectedExecutionException rejected() {
        return Exceptions.failWithRejected(runtime.driver().isClosed()
                ? runtime + " is closed"
                : "the " + (open.isSerial() ? "worker" : "scheduler") + " on " + runtime + " was disposed of");
    }

    @Override
    public void dispose() {
        open.dispose();
    }

    @Override
    public boolean isDisposed() {
        return open.isDisposed();
    }
}
