package io.nagare.engine.blocking;

import io.nagare.driver.BlockingJob;
import org.jspecify.annotations.Nullable;

/**
 * A job in the queue of a {@link BlockingPool}, or one that has left it. All but the final fields belongs to the pool's
 * lock.
 */
final class Job implements BlockingJob {

    final Runnable work;
    final Runnable onDropped;

    @Nullable Job previous;
    @Nullable Job next;
    boolean queued;

    private final BlockingPool pool;

    Job(BlockingPool pool, Runnable work, Runnable onDropped) {
        this.pool = pool;
        this.work = work;
        this.onDropped = onDropped;
    }

    @Override
    public boolean cancel() {
        return pool.cancel(this);
    }
}
