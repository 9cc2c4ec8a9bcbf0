package io.nagare.engine.blocking;

import io.nagare.driver.BlockingJob;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A job in the queue of a {@link BlockingPool}, or one that has left it. The links belong to the pool's lock.
 *
 * <p>Always holds: the thread that has taken the job out of the queue, or refused it, has the job to itself. From then
 * on the job keeps alive neither what it was to do nor the jobs beside it.
 */
final class Job implements BlockingJob {

    private @Nullable Runnable work;
    private @Nullable Runnable onDropped;

    @Nullable Job previous;
    @Nullable Job next;
    boolean queued;

    private final BlockingPool pool;

    Job(BlockingPool pool, Runnable work, Runnable onDropped) {
        this.pool = pool;
        this.work = work;
        this.onDropped = onDropped;
    }

    /** What to do, for the thread that has taken the job in order to run it. Called once. */
    Runnable takeWork() {
        Runnable taken = Objects.requireNonNull(work);
        forget();
        return taken;
    }

    /** What to do instead, for the thread that drops the job. Called once. */
    Runnable takeOnDropped() {
        Runnable taken = Objects.requireNonNull(onDropped);
        forget();
        return taken;
    }

    private void forget() {
        work = null;
        onDropped = null;
    }

    @Override
    public boolean cancel() {
        boolean cancelled = pool.cancel(this);
        if (cancelled) {
            forget();
        }
        return cancelled;
    }
}
