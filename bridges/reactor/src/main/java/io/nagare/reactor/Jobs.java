package io.nagare.reactor;

import io.nagare.Nagare;
import io.nagare.driver.Resource;
import io.nagare.driver.TaskLine;
import io.nagare.driver.WeakResources;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.scheduler.Schedulers;

/**
 * The jobs of a scheduler or of one of its workers that have not ended, so that they can be disposed of together. Any
 * thread may call.
 *
 * <p>Always holds: when these are disposed, so is each job, and a new one is rejected. When the runtime closes, a job
 * whose time has come runs nevertheless, since the stream that scheduled it waits for it.
 */
final class Jobs implements Scheduled, Resource {

    /** No wait is longer, so that times can be compared. */
    private static final long LONGEST = Long.MAX_VALUE / 4;

    private final Nagare runtime;

    /** Where the jobs wait for one another; null if they do not. */
    private final @Nullable TaskLine line;

    /** The jobs of the scheduler, if these are a worker's. */
    private final @Nullable Jobs outer;

    /** The jobs, and the jobs of each worker. A composite of Reactor would look through all of them to remove one. */
    private final Set<Scheduled> open = ConcurrentHashMap.newKeySet();

    private final AtomicLong numbers = new AtomicLong();
    private volatile boolean disposed;

    private Jobs(Nagare runtime, @Nullable Jobs outer) {
        this.runtime = runtime;
        this.outer = outer;
        this.line = outer == null ? null : new TaskLine(runtime.driver()::dispatch);
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
        if (!enter(inner)) {
            inner.dispose();
        }
        return inner;
    }

    Nagare runtime() {
        return runtime;
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
        Job job = new Job(this, Schedulers.onSchedule(task), numbers.getAndIncrement(), period);
        if (runtime.driver().isClosed() || !enter(job)) {
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
        if (job.isDropped() && (closed || isSchedulerDisposed())) {
            throw rejected();
        }
        return job;
    }

    private boolean isSchedulerDisposed() {
        return outer == null ? disposed : outer.disposed;
    }

    private RejectedExecutionException rejected() {
        return Exceptions.failWithRejected(runtime.driver().isClosed()
                ? runtime + " is closed"
                : "the " + (line == null ? "scheduler" : "worker") + " on " + runtime + " was disposed of");
    }

    /** Returns false if these are disposed. */
    private boolean enter(Scheduled opened) {
        open.add(opened);
        // Either this thread sees that these are disposed, or the disposing thread sees the entry.
        if (disposed) {
            open.remove(opened);
            return false;
        }
        return true;
    }

    /** Lets a job run on a worker as soon as it may. */
    void begin(Job job) {
        if (line == null) {
            runtime.driver().dispatch(job);
        } else if (line.hasWaiting()) {
            // The time of another may have come before, although its timer has not.
            line.keep(job);
            line.come(job.due());
        } else {
            line.add(job);
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
        open.remove(ended);
        if (line != null) {
            line.forget(ended);
        }
    }

    @Override
    public void dispose() {
        disposed = true;
        open.forEach(Disposable::dispose);
        if (outer != null) {
            outer.open.remove(this);
        }
    }

    @Override
    public void runtimeClosed() {
        disposed = true;
        open.forEach(Scheduled::runtimeClosed);
        if (outer != null) {
            outer.open.remove(this);
        }
    }

    @Override
    public boolean isDisposed() {
        return disposed;
    }

    /** Whether no job waits for a time any more. */
    boolean isOver() {
        return disposed || runtime.driver().isClosed();
    }

    /** How many jobs and workers have not ended. */
    int size() {
        return open.size() + (line == null ? 0 : line.waiting());
    }
}
