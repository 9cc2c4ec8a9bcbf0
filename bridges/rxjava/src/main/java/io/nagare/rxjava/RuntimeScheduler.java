package io.nagare.rxjava;

import io.nagare.Nagare;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.Disposable;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs RxJava's tasks on the workers of a runtime. Any thread may call. A task that is scheduled here may run beside
 * any other; those of a {@link SerialWorker} run in turn.
 */
final class RuntimeScheduler extends Scheduler {

    private final Nagare runtime;

    /** The jobs since the last start. */
    private final AtomicReference<Jobs> jobs;

    RuntimeScheduler(Nagare runtime) {
        this.runtime = runtime;
        this.jobs = new AtomicReference<>(Jobs.of(runtime));
    }

    /** Returns the time of day of a runtime. */
    static long timeOfDay(Nagare runtime, TimeUnit unit) {
        return unit.convert(Duration.between(Instant.EPOCH, runtime.driver().time().now()));
    }

    @Override
    public Worker createWorker() {
        return new SerialWorker(jobs.get().serial());
    }

    @Override
    public long now(TimeUnit unit) {
        return timeOfDay(runtime, unit);
    }

    @Override
    public Disposable scheduleDirect(Runnable task) {
        return scheduleDirect(task, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public Disposable scheduleDirect(Runnable task, long delay, TimeUnit unit) {
        return jobs.get().scheduleOnce(task, delay, unit);
    }

    @Override
    public Disposable schedulePeriodicallyDirect(Runnable task, long initialDelay, long period, TimeUnit unit) {
        return jobs.get().scheduleEach(task, initialDelay, period, unit);
    }

    @Override
    public void start() {
        Jobs now = jobs.get();
        if (now.isDisposed()) {
            jobs.compareAndSet(now, Jobs.of(runtime));
        }
    }

    @Override
    public void shutdown() {
        jobs.get().dispose();
    }

    /** How many tasks and workers have not ended. */
    int size() {
        return jobs.get().open().size();
    }

    @Override
    public String toString() {
        return "Scheduler[" + runtime + "]";
    }
}
