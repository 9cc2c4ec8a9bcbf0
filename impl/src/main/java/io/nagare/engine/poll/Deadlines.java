package io.nagare.engine.poll;

import io.nagare.engine.timer.TimerEntry;
import io.nagare.engine.timer.TimerWheel;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;

/**
 * The deadlines of one poll driver: its timer wheel, and the inbox where other threads leave changed deadlines. Only
 * the holder of the driver's owner flag may call, unless a method says otherwise.
 *
 * <p>Leaves are woken only when the wheel may be used again, because a runtime that is closing runs a strand inside the
 * wake. Nothing here allocates.
 */
final class Deadlines {

    /**
     * This many deadlines in the inbox wake a blocking poll, even if none of them is due soon, because they hold
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

    /** The number of reached deadlines. Only the holder writes it. */
    private long fired;

    /** Whether this is closed: then each deadline is reached at once. */
    private boolean closed;

    /**
     * Makes an empty set of deadlines.
     *
     * @param poller gets the failures
     */
    Deadlines(long now, Poller poller) {
        this.wheel = new TimerWheel(now);
        this.poller = poller;
    }

    /** Whether there are any deadlines. Any thread; the answer may be out of date. */
    boolean exist() {
        return wheel.size() > 0 || !inbox.isEmpty();
    }

    /** Whether deadlines wait in the inbox. Any thread. */
    boolean hasInbox() {
        return !inbox.isEmpty();
    }

    /** The number of reached deadlines. Any thread; it may be out of date. */
    long fired() {
        // Opaque: a figure for observers, which orders nothing.
        return (long) FIRED.getOpaque(this);
    }

    /** Any thread: the first tick that is not before the given time. */
    long tickNotBefore(long nanoTime) {
        return wheel.tickNotBefore(nanoTime);
    }

    /**
     * A deadline's strand: leaves the deadline in the inbox, if it is not there already. Returns whether there are too
     * many in the inbox.
     */
    boolean leave(WheelDeadline deadline, long tick) {
        return deadline.state.request(tick) && inbox.push(deadline) % INBOX_LIMIT == 0;
    }

    /** The nanoseconds until the next deadline. */
    long nanosToNext(long now) {
        return wheel.nanosToNext(now);
    }

    /** The tick of the next deadline. */
    long nextTick() {
        return wheel.nextTick();
    }

    /** Arms a deadline for a tick, or disarms it if the tick is {@link DeadlineState#DISARMED}. */
    void change(WheelDeadline deadline, long tick) {
        deadline.state.setPlain(tick);
        if (settle(deadline)) {
            wake(deadline);
        }
    }

    /** Wakes the leaves of all deadlines that are reached at the given time. Returns how many. */
    int fire(long now) {
        int woken = settleInbox();
        wheel.advance(now, reached);
        return woken + wakeDue();
    }

    /** Files the deadlines of the inbox. Wakes the leaves of those that are reached already, and returns how many. */
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

    /** Makes all deadlines reached, and from now on each new one at once. */
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

    /** Wakes a leaf. A failure is reported and does not keep the next leaf from its wake. */
    private void wake(WheelDeadline deadline) {
        try {
            deadline.leaf.wake();
        } catch (Throwable failure) {
            poller.report(failure, "waking a timer's strand");
        }
    }

    /** Makes the wheel agree with the deadline's state. Returns whether the deadline was reached. */
    private boolean settle(WheelDeadline deadline) {
        for (; ; ) {
            long tick = deadline.state.tickAcquire();
            if (deadline.isFiled()) {
                if (tick >= deadline.tick() && !closed) {
                    // Filed early enough. When that tick comes, the deadline is filed again. Mostly it has been
                    // postponed once more by then.
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
                // Opaque: a figure for observers. The plain read is the holder's own.
                FIRED.setOpaque(this, fired + 1);
                return true;
            }
        }
    }
}
