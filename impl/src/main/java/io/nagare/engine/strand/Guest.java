package io.nagare.engine.strand;

import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import org.jspecify.annotations.Nullable;

/**
 * A leaf for work that goes on although the root of its strand has ended, such as a window that another strand reads.
 * Called on the strand.
 *
 * <p>From {@link #enter()} to {@link #leave()} it keeps the strand in its runtime's list of live strands. When the
 * runtime closes in that time, {@link #abort} is called.
 */
public abstract class Guest extends Leaf {

    /* The neighbours in the strand's list of guests. */
    private @Nullable Guest previous;
    private @Nullable Guest next;

    protected Guest(Strand strand) {
        super(strand);
    }

    /** Ends the work with a failure because the runtime has been closed. The guest has already left the list. */
    protected abstract void abort(Throwable reason);

    /** Becomes the first guest of the strand's list. Returns the new first guest. */
    protected final Guest linkBefore(@Nullable Guest first) {
        next = first;
        if (first != null) {
            first.previous = this;
        }
        return this;
    }

    /** Leaves the strand's list, if it is in it. Returns the new first guest. */
    protected final @Nullable Guest unlinkFrom(@Nullable Guest first) {
        Guest after = next;
        Guest before = previous;
        if (before != null) {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        }
        previous = null;
        next = null;
        return before == null && first == this ? after : first;
    }

    /** Keeps the strand alive. If the runtime has been closed, {@link #abort} follows. */
    public final void enter() {
        if (SurroundedStrand.strandOf(strand()) instanceof ScheduledStrand scheduled) {
            scheduled.enter(this);
        }
    }

    /** Stops keeping the strand alive. Does nothing if it has left already. */
    public final void leave() {
        if (SurroundedStrand.strandOf(strand()) instanceof ScheduledStrand scheduled) {
            scheduled.leave(this);
        }
    }
}
