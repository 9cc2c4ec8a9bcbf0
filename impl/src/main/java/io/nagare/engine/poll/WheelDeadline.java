package io.nagare.engine.poll;

import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.engine.timer.TimerEntry;
import org.jspecify.annotations.Nullable;

/**
 * A timer of a leaf in the wheel of one driver. The leaf's strand writes what it wants into {@link #state}. Only the
 * holder of the driver's owner flag uses the links of {@link TimerEntry}.
 */
final class WheelDeadline extends TimerEntry implements Deadline {

    final DeadlineState state = new DeadlineState();
    final Leaf leaf;

    /** The deadline below this one in the inbox. The next field is the number of deadlines up to this one. */
    @Nullable WheelDeadline inboxBelow;

    int inboxDepth;

    /**
     * Whether this has been reached and its leaf has yet to be woken. The next field is the next such deadline. Only
     * the holder uses both.
     */
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
