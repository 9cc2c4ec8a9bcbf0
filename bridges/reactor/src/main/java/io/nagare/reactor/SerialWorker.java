package io.nagare.reactor;

import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/** A worker of a {@link RuntimeScheduler}: its jobs run one after the other. Any thread may call. */
final class SerialWorker implements Scheduler.Worker {

    private final Jobs jobs;

    SerialWorker(Jobs jobs) {
        this.jobs = jobs;
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
        jobs.dispose();
    }

    @Override
    public boolean isDisposed() {
        return jobs.isDisposed();
    }
}
