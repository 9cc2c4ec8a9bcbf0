package io.nagare.engine.scheduler;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** A task for tests of queues: it is never run, only counted. */
final class Numbered extends Schedulable {

    final int number;

    Numbered(int number) {
        this.number = number;
    }

    /** Notes that a task was taken out of a queue. */
    static void count(Schedulable task, AtomicIntegerArray taken) {
        taken.incrementAndGet(((Numbered) task).number);
    }

    @Override
    protected void run() {
        throw new AssertionError("not to be run");
    }

    @Override
    protected void shutDown() {
        throw new AssertionError("not registered");
    }

    @Override
    public String toString() {
        return "#" + number;
    }
}
