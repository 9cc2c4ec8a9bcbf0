package io.nagare.reactor;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.policy.MissedTick;
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
        return delay <= 0
                ? startNow()
                : start(One.delay(duration(delay, unit)).then(once()));
    }

    /** Runs at a fixed rate, and catches up when it is late. A period of 0 or less is none at all. */
    Job startEach(long initialDelay, long period, TimeUnit unit) {
        Duration first = duration(Math.max(initialDelay, 0), unit);
        if (period <= 0) {
            return start(One.delay(first).then(again().repeat(Long.MAX_VALUE).then()));
        }
        return start(Many.interval(first, duration(period, unit), MissedTick.BURST)
                .doOnNext(tick -> jobs.continueWith(this::runUnlessOver))
                .then());
    }

    private static Duration duration(long amount, TimeUnit unit) {
        return Duration.of(amount, unit.toChronoUnit());
    }

    private One<Void> once() {
        return One.fromRunnable(() -> jobs.continueWith(this::runOnce));
    }

    private One<Void> again() {
        return One.fromRunnable(() -> jobs.continueWith(this::runUnlessOver));
    }

    private Job start(One<Void> program) {
        return accepted(() -> running.update(jobs.runtime().spawn(program)::abort));
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
            Exceptions.throwIfJvmFatal(failure);
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
