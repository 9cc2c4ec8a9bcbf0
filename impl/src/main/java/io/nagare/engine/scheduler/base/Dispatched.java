package io.nagare.engine.scheduler.base;

import static java.util.Objects.requireNonNull;

import io.nagare.driver.Driver;

/** A task of another library, to which a bridge has lent a worker. It is scheduled once and never registered. */
final class Dispatched extends Schedulable {

    private final Runnable task;
    private final Driver driver;

    Dispatched(Runnable task, Driver driver) {
        this.task = requireNonNull(task, "task");
        this.driver = driver;
    }

    @Override
    public void run() {
        try {
            task.run();
        } catch (Throwable failure) {
            driver.unseen(failure, "a dispatched task");
        }
    }

    @Override
    public void shutDown() {
        throw new AssertionError("a dispatched task is never registered");
    }
}
