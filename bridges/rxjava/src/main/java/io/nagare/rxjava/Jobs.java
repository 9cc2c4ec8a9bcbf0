package io.nagare.rxjava;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.driver.Resource;
import io.nagare.driver.TaskLine;
import io.nagare.driver.WeakResources;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a scheduler or of one of its workers that have not ended, so that they can be disposed of together. Any
 * thread may call.
 *
 * <p>Always holds: when these are disposed, so is each job, and a new one does not run.
 */
final class Jobs implements Disposable, Resource {

    /** No wait is longer, so that times can be compared. */
    private static final long LONGEST = Long.MAX_VALUE / 4;

    private final Nagare runtime;

    /** Where the jobs wait for one another; null if they do not. */
    private final @Nullable TaskLine line;

    /** The jobs of the scheduler, if these are a worker's. */
    private final @Nullable Jobs outer;

    private final CompositeDisposable open = new CompositeDisposable();

    private final AtomicLong numbers = new AtomicLong();

    /** Whether a user has disposed of the worker, so that nobody misses its jobs. */
    private volatile boolean abandoned;

    private Jobs(Nagare runtime, @Nullable Jobs outer) {
        this.runtime = runtime;
        this.outer = outer;
        this.line = outer == null ? null : new TaskLine(batch -> runtime.spawn(One.fromRunnable(batch)));
    }

    /** Makes jobs that may run at the same time. They are disposed of when the runtime is closed. */
    static Jobs of(Nagare runtime) {
        Jobs jobs = new Jobs(runtime, null);
        WeakResources.add(runtime.driver(), jobs);
        return jobs;
    }

    /** Makes jobs that run one after the other and are disposed with these. */
    Jobs serial() {
        Jobs inner = new Jobs(runtime, this);
        open.add(inner);
        return inner;
    }

    Nagare runtime() {
        return runtime;
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
        Job job = new Job(this, RxJavaPlugins.onSchedule(task), numbers.getAndIncrement(), period);
        boolean closed = runtime.driver().isClosed();
        if (!closed && open.add(job)) {
            job.runAt(now() + delay);
            // If the runtime is open, it will dispose of the job when it closes. Otherwise it may have done so before.
            closed = runtime.driver().isClosed();
            if (!closed || job.isDisposed()) {
                return job;
            }
            job.dispose();
        }
        if (!abandoned) {
            RxJavaPlugins.onError(new RejectedExecutionException(
                    closed ? runtime + " is closed" : "the scheduler on " + runtime + " was shut down"));
        }
        return Disposable.disposed();
    }

    /** Lets a job run on a worker as soon as it may. */
    void begin(Job job) {
        if (line != null) {
            line.add(job);
        } else {
            runtime.spawn(One.fromRunnable(job));
        }
    }

    /** Keeps a job that waits for its time. */
    void keep(Job job) {
        if (line != null) {
            line.keep(job);
        }
    }

    /** Lets a job run whose time has come, after those whose time came earlier. The calling thread is a worker. */
    void come(Job job, long due) {
        if (line != null) {
            long now = now();
            line.come(due - now > 0 ? due : now);
        } else {
            job.run();
        }
    }

    void forget(Job ended) {
        open.delete(ended);
        if (line != null) {
            line.forget(ended);
        }
    }

    /** Disposes of these, and does not tell of jobs that come later. */
    void abandon() {
        abandoned = true;
        dispose();
    }

    @Override
    public void dispose() {
        open.dispose();
        if (outer != null) {
            outer.open.delete(this);
        }
    }

    @Override
    public void runtimeClosed() {
        dispose();
    }

    @Override
    public boolean isDisposed() {
        return open.isDisposed();
    }

    /** How many jobs and workers have not ended. */
    int size() {
        return open.size() + (line == null ? 0 : line.waiting());
    }
}
