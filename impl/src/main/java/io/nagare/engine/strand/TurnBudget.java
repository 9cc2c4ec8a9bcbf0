package io.nagare.engine.strand;

import io.nagare.engine.scheduler.Schedulable;

/**
 * How much a strand may still do in its run: so many leaves, so many items, and so much time. Items are counted at each
 * spending. The clock is looked at now and then only: items between two looks are as many as were done lately in a
 * fraction of the time of a turn. Where one item takes that long, it is looked at after each.
 *
 * <p>A thread that helps has no other work. It goes on until others ask something of the strand, and looks at no clock.
 * So the same program does the same each time.
 *
 * <p>A superclass of the strand and not a part of it, so that a strand stays one object. Used by the thread that runs
 * the strand.
 */
abstract class TurnBudget extends Schedulable {

    /** Leaves stepped in one run (Tokio's cooperative budget). */
    static final int LEAVES = 128;

    /** Units that sources may spend in one run. */
    static final int ITEMS = 4096;

    /** As {@link #ITEMS}, for a thread that helps and has no other work. */
    private static final int HELPING_ITEMS = 65_536;

    /** How long a turn may take, but for the item in which it is over. */
    private static final long TURN_NANOS = 500_000;

    private static final long LOOK_NANOS = 20_000;

    /** So much of a turn is over at the most when more time has passed since the last look. */
    private static final long MOST_AT_ONCE_NANOS = TURN_NANOS / 4;

    private static final int GROWTH = 4;
    private static final int FIRST_SLICE = 8;
    private static final int MOST_SLICE = 256;

    private int leavesLeft;
    private int itemsLeft;

    /** How many units to spend between two looks at the clock, and how many of them are left. */
    private int slice = FIRST_SLICE;

    private int sliceLeft = FIRST_SLICE;

    /** Whether there was a look in this run, and when the last one was. */
    private boolean looked;

    private long lastLook;
    private long timeLeft;
    private boolean helping;

    /** The time as the strand sees it. */
    abstract long nanoTime();

    /** Whether another thread has asked something of the strand during this run. */
    abstract boolean isWoken();

    /**
     * For a new run.
     *
     * @param isHelping whether the thread has no other work
     */
    final void fillBudget(boolean isHelping) {
        if (helping != isHelping) {
            helping = isHelping;
            slice = isHelping ? MOST_SLICE : FIRST_SLICE;
            sliceLeft = slice;
        }
        leavesLeft = LEAVES;
        itemsLeft = isHelping ? HELPING_ITEMS : ITEMS;
        looked = false;
    }

    /** Takes a leaf from the budget. Returns false if that is used up. */
    final boolean spendLeaf() {
        if (leavesLeft <= 0 || itemsLeft <= 0) {
            return false;
        }
        leavesLeft--;
        return true;
    }

    /** Takes units from the budget. Returns false if it is used up. */
    public final boolean spend(int units) {
        itemsLeft -= units;
        sliceLeft -= units;
        if (sliceLeft <= 0) {
            look();
        }
        return itemsLeft > 0;
    }

    /** How many units may be spent at once, so that the clock is looked at in time. */
    public final int slice() {
        return slice;
    }

    /** Where the turn is over already, as after a yield, there is nothing to find out. */
    private void look() {
        if (itemsLeft > 0) {
            if (!helping) {
                lookAtClock();
            } else if (isWoken()) {
                itemsLeft = 0;
            }
        }
        sliceLeft = slice;
    }

    private void lookAtClock() {
        long now = nanoTime();
        if (looked) {
            adapt(now - lastLook);
        } else {
            looked = true;
            timeLeft = TURN_NANOS;
            // Runs that are over before a second look must not look each time.
            slice = Math.min(MOST_SLICE, 2 * slice);
        }
        lastLook = now;
    }

    private void adapt(long nanos) {
        // The system may have taken the processor away meanwhile, which is no reason to give it to others now.
        timeLeft -= Math.min(nanos, MOST_AT_ONCE_NANOS);
        if (timeLeft <= 0) {
            itemsLeft = 0;
        }
        if (nanos > LOOK_NANOS) {
            slice = (int) Math.max(1, slice * LOOK_NANOS / nanos);
        } else if (nanos < LOOK_NANOS / GROWTH) {
            slice = Math.min(MOST_SLICE, GROWTH * slice);
        }
    }
}
