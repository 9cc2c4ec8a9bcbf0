package io.nagare.engine.strand;

import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import org.jspecify.annotations.Nullable;

/**
 * A leaf for something that goes on though the root of its strand has ended, such as a window that is read on another
 * strand. From {@link #enter()} to {@link #leave()} it keeps the strand among the live ones of its runtime, and is told
 * when that is closed. Called on the strand.
 */
abstract class Guest extends Leaf {

    /* Of the strand's list. */
    private @Nullable Guest previous;
    private @Nullable Guest next;

    Guest(Strand strand) {
        super(strand);
    }

    /** Ends it with a failure because its runtime has been closed. It has left already. */
    abstract void abort(Throwable reason);

    /** Becomes the first of the strand's list. Returns the first. */
    final Guest linkBefore(@Nullable Guest first) {
        next = first;
        if (first != null) {
            first.previous = this;
        }
        return this;
    }

    /** Leaves the strand's list, if it is in there. Returns the first. */
    final @Nullable Guest unlinkFrom(@Nullable Guest first) {
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
    final void enter() {
        if (ScopedStrand.strandOf(strand()) instanceof ScheduledStrand scheduled) {
            scheduled.enter(this);
        }
    }

    /** Does nothing if it has left. */
    final void leave() {
        if (ScopedStrand.strandOf(strand()) instanceof ScheduledStrand scheduled) {
            scheduled.leave(this);
        }
    }
}
