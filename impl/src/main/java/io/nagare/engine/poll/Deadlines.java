package io.nagare.engine.poll;

import io.nagare.engine.timer.TimerEntry;
import io.nagare.engine.timer.TimerWheel;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;

/**
 * The deadlines of one poll driver: its timer wheel, and the inbox where other threads leave those that have changed.
 * For the holder of the driver's owner flag, unless it says otherwise.
 *
 * <p>Leaves are woken when the wheel may be touched again: a runtime that is closing runs a strand within that. Nothing
 * here allocates.
 */
final class Deadlines {

    /**
     * So many deadlines in the inbox wake a poll that blocks, though it need not return for any of them: they cost
     * memory.
     */
    private static final int INBOX_LIMIT = 256;

    private static final VarHandle FIRED = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "fired", VarHandle.class, Deadlines.class, long.class);

    private final TimerWheel wheel;
    private final DeadlineInbox inbox = new DeadlineInbox();
    private final DueDeadlines due = new DueDeadlines();
    private final Consumer<TimerEntry> reached = this::reached;
    private final Poller poller;

    /** Written by the holder alone. */
    private long fired;

    /** All are reached at once, now and for ever. */
    private boolean closed;

    /**
     * No deadlines.
     *
     * @param poller is told of what fails
     */
    Deadlines(long now, Poller poller) {
        this.wheel = new TimerWheel(now);
        this.poller = poller;
    }

    /** Whether there are any. Any thread; a moment old. */
    boolean exist() {
        return wheel.size() > 0 || !inbox.isEmpty();
    }

    /** Whether some wait in the inbox. Any thread. */
    boolean hasInbox() {
        return !inbox.isEmpty();
    }

    /** How many were reached. Any thread; a moment old. */
    long fired() {
        return (long) FIRED.getOpaque(this);
    }

    /** Any thread: the first tick that is not before the given time. */
    long tickNotBefore(long nanoTime) {
        return wheel.tickNotBefore(nanoTime);
    }

    /** A deadline's strand: leaves it in the inbox, if it is not there already. Returns whether there are too many. */
    boolean leave(WheelDeadline deadline, long tick) {
        return deadline.state.request(tick) && inbox.push(deadline) % INBOX_LIMIT == 0;
    }

    /** How long it is until the next. */
    long nanosToNext(long now) {
        return wheel.nanosToNext(now);
    }

    /** When the next is reached. */
    long nextTick() {
        return wheel.nextTick();
    }

    /** A deadline is armed for the tick, or is {@link DeadlineState#DISARMED}, from now on. */
    void change(WheelDeadline deadline, long tick) {
        deadline.state.setPlain(tick);
        if (settle(deadline)) {
            wake(deadline);
        }
    }

    /** Wakes the leaves whose deadlines are reached. Returns how many. */
    int fire(long now) {
        int woken = settleInbox();
        wheel.advance(now, reached);
        return woken + wakeDue();
    }

    /** Files what is in the inbox. Returns how many of those are reached already, and so were woken. */
    int settleInbox() {
        for (WheelDeadline deadline = inbox.takeAll(); deadline != null; ) {
            WheelDeadline below = deadline.inboxBelow;
            deadline.inboxBelow = null;
            deadline.state.dequeued();
            reached(deadline);
            deadline = below;
        }
        return wakeDue();
    }

    /** Has all reached, now and for ever. */
    void close() {
        closed = true;
        settleInbox();
        wheel.drain(reached);
        wakeDue();
    }

    private void reached(TimerEntry entry) {
        WheelDeadline deadline = (WheelDeadline) entry;
        if (settle(deadline)) {
            due.add(deadline);
        }
    }

    private int wakeDue() {
        int woken = 0;
        for (WheelDeadline next = due.take(); next != null; next = due.take()) {
            woken++;
            wake(next);
        }
        return woken;
    }

    /** A strand that cannot be woken is one failure, and no reason not to wake the next. */
    private void wake(WheelDeadline deadline) {
        try {
            deadline.leaf.wake();
        } catch (Throwable failure) {
            poller.report(failure, "waking a timer's strand");
        }
    }

    /** Makes the wheel agree with what the deadline's strand wants. Returns whether it was reached. */
    private boolean settle(WheelDeadline deadline) {
        for (; ; ) {
            long tick = deadline.state.tickAcquire();
            if (deadline.isFiled()) {
                if (tick >= deadline.tick() && !closed) {
                    // Filed early enough. When its turn comes it is filed anew; mostly it has been postponed again by
                    // then.
                    return false;
                }
                wheel.remove(deadline);
            }
            if (tick < 0) {
                return false;
            }
            if (tick > wheel.elapsed() && !closed) {
                wheel.insert(deadline, tick);
                return false;
            }
            if (deadline.state.reach(tick)) {
                FIRED.setOpaque(this, fired + 1);
                return true;
            }
        }
    }
}
