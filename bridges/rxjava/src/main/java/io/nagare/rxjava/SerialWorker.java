package io.nagare.rxjava;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.Disposable;
import java.util.concurrent.TimeUnit;

/** A worker of a {@link RuntimeScheduler}: its jobs run one after the other. Any thread may call. */
final class SerialWorker extends Scheduler.Worker {

    private final Jobs jobs;

    SerialWorker(Jobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public long now(TimeUnit unit) {
        return RuntimeScheduler.timeOfDay(jobs.runtime(), unit);
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

    @Override
    public void dispose() {
        jobs.abandon();
    }

    @Override
    public boolean isDisposed() {
        return jobs.isDisposed();
    }
}
