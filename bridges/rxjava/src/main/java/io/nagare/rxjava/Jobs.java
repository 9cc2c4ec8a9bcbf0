package io.nagare.rxjava;

import io.nagare.Nagare;
import io.nagare.driver.OpenTasks;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Makes the jobs of a scheduler or of one of its workers, and refuses those that come too late. Any thread may call.
 *
 * <p>Always holds: a job that is refused never runs, and RxJava's handler is told of it, unless a user has disposed of
 * the worker.
 */
final class Jobs implements Disposable {

    /** No wait is longer, so that times can be compared. */
    private static final long LONGEST = Long.MAX_VALUE / 4;

    private final Nagare runtime;
    private final OpenTasks open;

    /** Whether a user has disposed of the worker, so that nobody misses its jobs. */
    private volatile boolean abandoned;

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

    /** Runs a task after a delay. A delay of 0 or less is none at all. */
    Disposable scheduleOnce(Runnable task, long delay, TimeUnit unit) {
        return schedule(task, nanos(delay, unit), Job.ONCE);
    }

    /** Runs a task at a fixed rate. A delay or period of 0 or less is none at all. */
    Disposable scheduleEach(Runnable task, long delay, long period, TimeUnit unit) {
        return schedule(task, nanos(delay, unit), nanos(period, unit));
    }

    private static long nanos(long time, TimeUnit unit) {
        return Math.min(Math.max(unit.toNanos(time), 0), LONGEST);
    }

    private Disposable schedule(Runnable task, long delay, long period) {
        Job job = new Job(this, RxJavaPlugins.onSchedule(task), open.nextNumber(), period);
        boolean closed = runtime.driver().isClosed();
        if (!closed && open.enter(job)) {
            job.runAt(now() + delay);
            closed = runtime.driver().isClosed();
            if (closed) {
                // The runtime may have told its jobs before this one was there.
                job.runtimeClosed();
            }
            if (!closed || !job.isDropped()) {
                return job;
            }
        }
        if (!abandoned) {
            RxJavaPlugins.onError(new RejectedExecutionException(
                    closed ? runtime + " is closed" : "the scheduler on " + runtime + " was shut down"));
        }
        return Disposable.disposed();
    }

    /** Disposes of these, and does not tell of jobs that come later. */
    void abandon() {
        abandoned = true;
        dispose();
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
