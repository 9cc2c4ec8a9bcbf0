package io.nagare.reactor;

import io.nagare.Nagare;
import io.nagare.One;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.Exceptions;
import reactor.core.scheduler.Schedulers;

/**
 * The jobs of a scheduler or of one of its workers that have not ended, so that they can be disposed of together. Any
 * thread may call.
 *
 * <p>Always holds: when these are disposed, so is each job, and a new one is rejected.
 */
final class Jobs implements Disposable {

    private final Nagare runtime;

    /** Where the jobs wait for one another; null if they do not. */
    private final @Nullable Line line;

    /** The jobs of the scheduler, if these are a worker's. */
    private final @Nullable Jobs outer;

    private final Disposable.Composite open = Disposables.composite();

    private Jobs(Nagare runtime, @Nullable Line line, @Nullable Jobs outer) {
        this.runtime = runtime;
        this.line = line;
        this.outer = outer;
    }

    /** Makes jobs that may run at the same time. */
    static Jobs of(Nagare runtime) {
        return new Jobs(runtime, null, null);
    }

    Nagare runtime() {
        return runtime;
    }

    /**
     * Makes a job, which is not started yet.
     *
     * @throws java.util.concurrent.RejectedExecutionException if these are disposed
     */
    Job add(Runnable task) {
        Job job = new Job(this, Schedulers.onSchedule(task));
        if (!open.add(job)) {
            throw Exceptions.failWithRejected();
        }
        return job;
    }

    void remove(Disposable ended) {
        open.remove(ended);
    }

    /** Lets a job run on a worker as soon as it may. */
    void begin(Runnable run) {
        if (line != null) {
            line.add(run);
        } else {
            runtime.spawn(One.fromRunnable(run));
        }
    }

    /** Lets a job run that has become due. The calling thread is a worker. */
    void continueWith(Runnable run) {
        if (line != null) {
            line.add(run);
        } else {
            run.run();
        }
    }

    /** Makes jobs that run one after the other and are disposed with these. */
    Jobs serial() {
        Jobs inner = new Jobs(runtime, new Line(runtime), this);
        if (!open.add(inner)) {
            inner.dispose();
        }
        return inner;
    }

    @Override
    public void dispose() {
        open.dispose();
        if (outer != null) {
            outer.remove(this);
        }
    }

    /** How many jobs and workers have not ended. */
    int size() {
        return open.size();
    }

    @Override
    public boolean isDisposed() {
        return open.isDisposed();
    }
}
