package io.nagare.driver;

import org.jspecify.annotations.Nullable;

/**
 * Work that a subscriber does once after a run of the strand that serves it, instead of once for each item of that run.
 * Asking for it allocates nothing.
 *
 * <p>Belongs to one subscription, and to the thread that runs its strand.
 *
 * @since 0.1
 */
public abstract class AfterRun {

    private boolean due;
    private @Nullable AfterRun next;

    /** Makes work that is not due yet. */
    protected AfterRun() {}

    /** Does the work, on the thread that has run the strand, even if the stream has ended meanwhile. Must not throw. */
    protected abstract void run();

    /** Whether the work has been asked for in this run. */
    public final boolean isDue() {
        return due;
    }

    /**
     * For the strand alone: marks this as due, links it before the work that is due already, and returns it as the
     * first.
     */
    public final AfterRun linkBefore(@Nullable AfterRun first) {
        due = true;
        next = first;
        return this;
    }

    /** For the strand alone: does all work that is due, from this one on. */
    public final void runAll() {
        for (AfterRun task = this; task != null; ) {
            AfterRun following = task.next;
            task.next = null;
            task.due = false;
            task.run();
            task = following;
        }
    }
}
