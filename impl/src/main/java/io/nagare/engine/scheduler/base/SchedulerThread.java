package io.nagare.engine.scheduler.base;

/** A thread that works for one scheduler as long as it lives: a worker. */
public abstract class SchedulerThread extends Thread {

    /** Makes a thread that does not inherit the thread locals of the thread that makes it. */
    protected SchedulerThread(String name, long stackBytes) {
        super(null, null, name, stackBytes, false);
    }

    /** The scheduler for which this thread works. Any thread may call. */
    protected abstract Scheduler scheduler();
}
