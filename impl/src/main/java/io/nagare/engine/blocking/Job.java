package io.nagare.engine.blocking;

import io.nagare.driver.BlockingJob;
import io.nagare.engine.queue.IntrusiveList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A job of a {@link BlockingPool}, in its queue or no longer in it. The pool's lock guards the links.
 *
 * <p>Always holds: only the thread that has taken the job out of the queue, or refused it, uses the job. That thread
 * makes the job forget its work, and the job no longer refers to its former neighbours.
 */
final class Job extends IntrusiveList.Member implements BlockingJob {

    private @Nullable Runnable work;
    private @Nullable Runnable onDropped;

    private final BlockingPool pool;

    Job(BlockingPool pool, Runnable work, Runnable onDropped) {
        this.pool = pool;
        this.work = work;
        this.onDropped = onDropped;
    }

    /** Takes the work. Called once, by the thread that has taken the job out of the queue to run it. */
    Runnable takeWork() {
        Runnable taken = Objects.requireNonNull(work);
        forget();
        return taken;
    }

    /** Takes the action to run instead of the work. Called once, by the thread that drops the job. */
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
