package io.nagare.engine.scheduler;

/** A thread that works for one scheduler as long as it lives. */
abstract class SchedulerThread extends Thread {

    /** Has no thread locals of the thread that makes it. */
    SchedulerThread(String name, long stackBytes) {
        super(null, null, name, stackBytes, false);
    }

    /** Any thread. */
    abstract Scheduler scheduler();
}
