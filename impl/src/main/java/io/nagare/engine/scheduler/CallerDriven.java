package io.nagare.engine.scheduler;

import java.util.function.BooleanSupplier;

/** A scheduler without threads of its own: what is ready is run by the thread that waits for something. */
public interface CallerDriven {

    /**
     * Runs tasks on the calling thread until a condition holds or the scheduler has stopped.
     *
     * @param done asked between tasks, on the calling thread
     * @return whether the condition holds
     * @throws InterruptedException if the calling thread is interrupted while it has nothing to do
     */
    boolean runUntil(BooleanSupplier done) throws InterruptedException;

    /** As the other, but not for longer than that many nanoseconds. */
    boolean runUntil(BooleanSupplier done, long limitNanos) throws InterruptedException;
}
