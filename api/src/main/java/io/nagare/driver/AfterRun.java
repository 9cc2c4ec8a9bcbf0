package io.nagare.driver;

import org.jspecify.annotations.Nullable;

/**
 * What a subscriber does once for all the items that it gets in one run of the strand that serves it, instead of once
 * for each. It needs no memory to be asked for.
 *
 * <p>Belongs to one subscription, and to the thread that runs its strand.
 */
public abstract class AfterRun {

    private boolean due;
    private @Nullable AfterRun next;

    /** Not asked for yet. */
    protected AfterRun() {}

    /** Does it, on the thread that has run the strand, whatever has become of the stream meanwhile. Must not throw. */
    protected abstract void run();

    /** Whether it has been asked for in this run. */
    public final boolean isDue() {
        return due;
    }

    /** For the strand alone: puts this in front of those that have been asked for. Returns the first. */
    public final AfterRun linkBefore(@Nullable AfterRun first) {
        due = true;
        next = first;
        return this;
    }

    /** For the strand alone: does all that were asked for, from this one on. */
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
