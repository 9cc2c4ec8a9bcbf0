package io.nagare.reactor;

import io.nagare.One;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.Exceptions;

/**
 * A task of Reactor that runs once or again and again. Any thread may call.
 *
 * <p>Always holds: it is among its {@link Jobs} until it has ended or was disposed. Once disposed, it does not begin a
 * run.
 */
final class Job implements Disposable {

    private final Jobs jobs;
    private final Runnable task;

    /** Aborts the runtime's task. Disposed as soon as this is over. */
    private final Disposable.Swap running = Disposables.swap();

    Job(Jobs jobs, Runnable task) {
        this.jobs = jobs;
        this.task = task;
    }

    Job startNow() {
        return accepted(() -> jobs.begin(this::runOnce));
    }

    Job startIn(long delay, TimeUnit unit) {
        return accepted(() -> beginAt(now() + unit.toNanos(delay), this::runOnce));
    }

    /** Runs at a fixed rate, and catches up when it is late. A period of 0 or less is none at all. */
    Job startEach(long initialDelay, long period, TimeUnit unit) {
        long first = now() + unit.toNanos(Math.max(initialDelay, 0));
        return accepted(() -> repeatFrom(first, unit.toNanos(Math.max(period, 0))));
    }

    /** The next run is asked for when the one before has run, so one waits at most. */
    private void repeatFrom(long due, long period) {
        beginAt(due, () -> {
            runUnlessOver();
            if (!isDisposed()) {
                repeatFrom(due + period, period);
            }
        });
    }

    private void beginAt(long due, Runnable run) {
        long wait = due - now();
        if (wait <= 0) {
            jobs.begin(run);
            return;
        }
        One<Void> later = One.delay(Duration.ofNanos(wait)).then(One.fromRunnable(() -> jobs.continueWith(run)));
        running.update(jobs.runtime().spawn(later)::abort);
    }

    private long now() {
        return jobs.runtime().driver().time().nanoTime();
    }

    private Job accepted(Runnable start) {
        if (jobs.runtime().driver().isClosed()) {
            dispose();
            throw Exceptions.failWithRejected();
        }
        start.run();
        return this;
    }

    private void runOnce() {
        runUnlessOver();
        dispose();
    }

    /** Runs the task. A failure ends this. */
    private void runUnlessOver() {
        if (isDisposed()) {
            return;
        }
        try {
            task.run();
        } catch (Throwable failure) {
            dispose();
            jobs.runtime().driver().unseen(failure, "a task of a Reactor scheduler");
        }
    }

    @Override
    public void dispose() {
        running.dispose();
        jobs.remove(this);
    }

    @Override
    public boolean isDisposed() {
        return running.isDisposed();
    }
}
