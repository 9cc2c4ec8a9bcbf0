package io.nagare.engine.scheduler;

import io.nagare.engine.scheduler.base.Schedulable;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** A numbered task for tests of queues. It never runs; tests count how often each number was taken. */
public final class Numbered extends Schedulable {

    public final int number;

    public Numbered(int number) {
        this.number = number;
    }

    /** Counts a task that a queue gave out. */
    public static void count(Schedulable task, AtomicIntegerArray taken) {
        taken.incrementAndGet(((Numbered) task).number);
    }

    @Override
    public void run() {
        throw new AssertionError("not to be run");
    }

    @Override
    public void shutDown() {
        throw new AssertionError("not registered");
    }

    @Override
    public String toString() {
        return "#" + number;
    }
}
