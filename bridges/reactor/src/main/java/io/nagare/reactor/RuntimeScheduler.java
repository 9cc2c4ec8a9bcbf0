package io.nagare.reactor;

import io.nagare.Nagare;
import io.nagare.policy.TimeSource;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * Runs Reactor's tasks on the workers of a runtime. Any thread may call. A task that is scheduled here may run beside
 * any other; those of a {@link SerialWorker} run in turn.
 */
final class RuntimeScheduler implements Scheduler {

    private final Jobs jobs;

    RuntimeScheduler(Nagare runtime) {
        this.jobs = Jobs.of(runtime);
    }

    @Override
    public Disposable schedule(Runnable task) {
        return schedule(task, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return jobs.scheduleOnce(task, delay, unit);
    }

    @Override
    public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
        return jobs.scheduleEach(task, initialDelay, period, unit);
    }

    /** As in other schedulers: the time of day in units of a millisecond or more, else a clock without an origin. */
    @Override
    public long now(TimeUnit unit) {
        TimeSource time = jobs.runtime().driver().time();
        return unit.compareTo(TimeUnit.MILLISECONDS) >= 0
                ? unit.convert(time.now().toEpochMilli(), TimeUnit.MILLISECONDS)
                : unit.convert(time.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public Worker createWorker() {
        return new SerialWorker(jobs.serial());
    }

    @Override
    public void dispose() {
        jobs.dispose();
    }

    /** How many tasks and workers have not ended. */
    int size() {
        return jobs.open().size();
    }

    @Override
    public boolean isDisposed() {
        return jobs.isDisposed();
    }

    @Override
    public String toString() {
        return "Scheduler[" + jobs.runtime() + "]";
    }
}
