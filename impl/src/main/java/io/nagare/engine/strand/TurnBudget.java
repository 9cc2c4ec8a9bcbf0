package io.nagare.engine.strand;

import io.nagare.engine.scheduler.base.Schedulable;

/**
 * The leaves, items and time that a strand may still use in its run. Used by the thread that runs the strand.
 *
 * <p>Items are counted at each {@link #spend}. The clock is read only now and then: between two reads lie as many items
 * as lately took a fraction of a turn's time. If one item takes that long, the clock is read after each.
 *
 * <p>A helping thread has no other work. It goes on until other threads ask something of the strand, and does not read
 * the clock. So the same program always does the same.
 *
 * <p>A superclass of the strand and not a part of it, so that a strand stays one object.
 */
abstract class TurnBudget extends Schedulable {

    /** How many leaves are stepped in one run (Tokio's cooperative budget). */
    static final int LEAVES = 128;

    /** How many units sources may spend in one run. */
    static final int ITEMS = 4096;

    /** {@link #ITEMS} for a helping thread, which has no other work. */
    private static final int HELPING_ITEMS = 65_536;

    /** How long a turn may take. The item during which it ends is finished. */
    private static final long TURN_NANOS = 500_000;

    private static final long LOOK_NANOS = 20_000;

    /** The most that one reading of the clock takes from a turn, however long ago the last one was. */
    private static final long MOST_AT_ONCE_NANOS = TURN_NANOS / 4;

    private static final int GROWTH = 4;
    private static final int FIRST_SLICE = 8;
    private static final int MOST_SLICE = 256;

    private int leavesLeft;
    private int itemsLeft;

    /** How many units are spent between two readings of the clock, and how many of them are left. */
    private int slice = FIRST_SLICE;

    private int sliceLeft = FIRST_SLICE;

    /** Whether the clock was read in this run, and when it was read last. */
    private boolean looked;

    private long lastLook;
    private long timeLeft;
    private boolean helping;

    /** The strand's time, in nanoseconds. */
    abstract long nanoTime();

    /** Whether another thread has asked something of the strand during this run. */
    abstract boolean isWoken();

    /**
     * Fills the budget for a new run.
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

    /** Takes a leaf from the budget. Returns false if the budget is used up. */
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

    /** How many units may be spent at once so that the clock is read in time. */
    public final int slice() {
        return slice;
    }

    /** Checks whether the turn is over. Nothing is checked if it is over already, as after a yield. */
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
            // Runs that end before a second reading must not read the clock each time.
            slice = Math.min(MOST_SLICE, 2 * slice);
        }
        lastLook = now;
    }

    private void adapt(long nanos) {
        // The system may have taken the processor away meanwhile. That is no reason to end the turn now.
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
