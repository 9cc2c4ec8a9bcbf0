package io.nagare.rxjava;

import io.nagare.Nagare;
import io.nagare.One;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
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
final class Jobs implements Disposable {

    /** No wait is longer, so that times can be compared. */
    private static final long LONGEST = Long.MAX_VALUE / 4;

    private final Nagare runtime;

    /** Where the jobs wait for one another; null if they do not. */
    private final @Nullable Line line;

    /** The jobs of the scheduler, if these are a worker's. */
    private final @Nullable Jobs outer;

    private final CompositeDisposable open = new CompositeDisposable();

    /** The jobs of a line that wait for their time, earliest first. */
    private final Set<Job> waiting = new ConcurrentSkipListSet<>();

    private final AtomicLong numbers = new AtomicLong();

    /** Whether a user has disposed of the worker, so that nobody misses its jobs. */
    private volatile boolean abandoned;

    private Jobs(Nagare runtime, @Nullable Jobs outer) {
        this.runtime = runtime;
        this.outer = outer;
        this.line = outer == null ? null : new Line(runtime);
    }

    /** Makes jobs that may run at the same time. They are disposed of when the runtime is closed. */
    static Jobs of(Nagare runtime) {
        Jobs jobs = new Jobs(runtime, null);
        EndingWithRuntime.on(runtime).add(jobs);
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
            waiting.add(job);
        }
    }

    /** Lets a job run whose time has come, after those whose time came earlier. The calling thread is a worker. */
    void come(Job job, long due) {
        if (line != null) {
            line.add(() -> runDue(due));
        } else {
            job.run();
        }
    }

    /** Runs the jobs whose time has come, earliest first. Called in the line. */
    private void runDue(long due) {
        long now = now();
        long latest = due - now > 0 ? due : now;
        for (Job job : waiting) {
            if (job.due() - latest > 0) {
                return;
            }
            if (waiting.remove(job)) {
                job.run();
            }
        }
    }

    void forget(Job ended) {
        open.delete(ended);
        if (line != null) {
            waiting.remove(ended);
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
    public boolean isDisposed() {
        return open.isDisposed();
    }

    /** How many jobs and workers have not ended. */
    int size() {
        return open.size() + waiting.size();
    }
}
