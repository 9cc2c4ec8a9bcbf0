package io.nagare.engine.scheduler.base;

import java.util.function.BooleanSupplier;

/** A scheduler without threads of its own. The thread that waits for something runs the ready tasks. */
public interface CallerDriven {

    /**
     * Runs tasks on the calling thread until a condition holds or the scheduler has stopped.
     *
     * @param done evaluated between tasks, on the calling thread
     * @return whether the condition holds
     * @throws InterruptedException if the calling thread is interrupted while it has nothing to do
     */
    boolean runUntil(BooleanSupplier done) throws InterruptedException;

    /** As {@link #runUntil(BooleanSupplier)}, but for {@code limitNanos} nanoseconds at most. */
    boolean runUntil(BooleanSupplier done, long limitNanos) throws InterruptedException;
}
