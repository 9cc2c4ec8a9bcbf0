package io.nagare.engine.poll;

import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.engine.timer.TimerEntry;
import org.jspecify.annotations.Nullable;

/**
 * A timer of a leaf in the wheel of one driver. Its strand says in {@link #state} what it wants; the links of
 * {@link TimerEntry} belong to the holder of the driver's owner flag.
 */
final class WheelDeadline extends TimerEntry implements Deadline {

    final DeadlineState state = new DeadlineState();
    final Leaf leaf;

    /** While in the inbox: the one below, and how many there are up to this one. */
    @Nullable WheelDeadline inboxBelow;

    int inboxDepth;

    /** The holder's, while the leaf of this is to be woken: that it is, and the next one. */
    boolean isDue;

    @Nullable WheelDeadline dueNext;

    private final PollDriver driver;

    WheelDeadline(PollDriver driver, Leaf leaf) {
        this.driver = driver;
        this.leaf = leaf;
    }

    @Override
    public void arm(long nanoTime) {
        long tick = Math.max(0, driver.tickNotBefore(nanoTime));
        if (!state.postpone(tick)) {
            driver.change(this, tick);
        }
    }

    @Override
    public void disarm() {
        if (!state.forget()) {
            driver.change(this, DeadlineState.DISARMED);
        }
    }

    @Override
    public boolean reached() {
        return state.tickAcquire() == DeadlineState.REACHED;
    }
}
