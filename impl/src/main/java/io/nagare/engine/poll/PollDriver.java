package io.nagare.engine.poll;

import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.driver.Registration;
import io.nagare.driver.TimeSource;
import io.nagare.engine.timer.TimerEntry;
import io.nagare.engine.timer.TimerWheel;
import java.io.IOException;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What one worker waits with: a poller of channels and a timer wheel, guarded by an owner flag that any thread may take.
 *
 * <p>The worker polls now and then while it has work, and blocks in {@link #poll} when it has none. Other threads hold the
 * flag briefly: workers with nothing to do, to collect for a busy one; strands, to file a timer. Only the worker blocks;
 * when it finds the flag taken it uses {@link #acquire()}. It must not sleep anywhere else, since nobody wakes it there.
 *
 * <p>Always holds: what a thread leaves for the holder of the flag (a deadline in the inbox, a closed channel) is seen to by the
 * present holder, or by that thread itself, or it wakes the poll that blocks if that has to return for it.
 *
 * <p>Also holds: whatever fails, the flag is given back, no wake is lost, and what is left to do is done by the next poll. Polling
 * allocates nothing.
 */
public final class PollDriver {

    /*
     * Messages and the flag. A thread leaves its message, then tries to take the flag. A holder gives the flag up, then looks
     * for messages. All four are volatile, so one of the two sees the other: either the thread gets the flag and sees to
     * its message itself, or the holder finds it.
     *
     * Messages and a poll that blocks (it holds the flag meanwhile). The thread leaves its message, then asks whether the
     * poll is parked. The poll parks, then looks for messages. Again one sees the other; see WakeupState.
     */

    /** So many deadlines in the inbox wake a poll that blocks, though it need not return for any of them: they cost memory. */
    private static final int INBOX_LIMIT = 256;

    private static final VarHandle BLOCKED_UNTIL = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "blockedUntil", VarHandle.class, PollDriver.class, long.class);

    private static final VarHandle LAST_POLL = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "lastPoll", VarHandle.class, PollDriver.class, long.class);

    private static final VarHandle TIMERS_FIRED = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "timersFired", VarHandle.class, PollDriver.class, long.class);

    private final String name;
    private final TimeSource time;
    private final Poller poller;
    private final TimerWheel wheel;
    private final Consumer<TimerEntry> due = this::due;
    private final OwnerFlag owner = new OwnerFlag();
    private final WakeupState wakeup = new WakeupState();
    private final DeadlineInbox inbox = new DeadlineInbox();

    /** A message: a channel was closed, whose descriptor a select must give back. */
    private volatile boolean selectDue;

    private volatile boolean closed;

    /** The tick at which a poll that is parked returns by itself. Written by the holder before it parks. */
    @SuppressWarnings("unused") // by BLOCKED_UNTIL
    private long blockedUntil;

    /** Written by the holder alone, as are the next ones. */
    private long lastPoll;

    private long timersFired;

    /** Leaves woken in the current poll. */
    private int woken;

    /** What is woken when the wheel may be touched again: a runtime that is closing runs a strand within that. */
    private final DueDeadlines dueDeadlines = new DueDeadlines();

    /**
     * A driver on the system's selector.
     *
     * @param name for messages
     * @param failures told of what fails where nobody can see it, and where that was; must not throw
     */
    public PollDriver(String name, TimeSource time, BiConsumer<Throwable, String> failures) {
        this(name, time, new SelectorPoller(failures));
    }

    PollDriver(String name, TimeSource time, Poller poller) {
        this.name = name;
        this.time = time;
        this.poller = poller;
        lastPoll = time.nanoTime();
        wheel = new TimerWheel(lastPoll);
    }

    /** Takes the owner flag if it is free. Not for a thread that holds it. */
    public boolean tryAcquire() {
        return owner.tryAcquire();
    }

    /** Takes the owner flag, waiting out a brief holder. For the worker that this driver was made for. */
    public void acquire() {
        owner.acquire();
    }

    /** Gives the owner flag up. */
    public void release() {
        owner.release();
        while (hasMessages() && owner.tryAcquire()) {
            try {
                serveMessages();
            } finally {
                owner.release();
            }
        }
    }

    /**
     * Wakes the leaves whose channels are ready and whose deadlines are reached. For the holder of the flag; the thread's
     * interrupt is cleared.
     *
     * @param maxWaitNanos how long to wait for the first of them: 0 is not at all, negative is without a limit. Only for the
     *     worker that this driver was made for. It may return early with nothing; after a {@link #wakeup()} it does so at
     *     once
     * @return how many leaves were woken
     */
    public int poll(long maxWaitNanos) {
        // A selector does not block on a thread that is interrupted: a worker would spin.
        Thread.interrupted();
        woken = 0;
        boolean blocked = maxWaitNanos != 0 && block(maxWaitNanos);
        if (!blocked) {
            selectDue = false;
            poller.collect();
        }
        woken += poller.dispatch(blocked);
        LAST_POLL.setOpaque(this, fireTimers());
        return woken;
    }

    /** The part of {@link #poll} that asks the system for nothing but the time: wakes the leaves whose deadlines are reached. Returns the time. */
    public long fireTimers() {
        settleInbox();
        long now = time.nanoTime();
        wheel.advance(now, due);
        wakeDueLeaves();
        return now;
    }

    /** Makes the poll that blocks, or else the next one that would, return at once. Any thread. */
    public void wakeup() {
        if (wakeup.wakeup() && !poller.unblock(owner.holderOpaque())) {
            wakeup.retract();
        }
    }

    /** A timer of this driver's wheel, not armed. Any thread. */
    public Deadline deadline(Leaf leaf) {
        return new WheelDeadline(this, leaf);
    }

    /**
     * Has a channel watched. Any thread.
     *
     * @throws IOException if no selector can be opened, or the driver or the channel is closed
     */
    public Registration register(SelectableChannel channel) throws IOException {
        try {
            if (!closed) {
                ChannelRegistration registration = poller.register(channel, this);
                if (!closed) {
                    return registration;
                }
                // close() may have looked for channels before this one came, or for a selector before it was opened.
                registration.close();
                poller.close();
            }
        } catch (ClosedSelectorException e) {
            // Closed since it was asked above.
        }
        throw new IOException(name + " is closed");
    }

    /**
     * Closes all channels and has all deadlines reached, now and for ever. Any thread; waits for the holder of the flag, which is
     * woken if it is blocked.
     */
    public void close() {
        closed = true;
        wakeup();
        if (owner.isHeldByCurrentThread()) {
            closeHeld();
        } else {
            owner.acquire();
            closeHeld();
            release();
        }
    }

    /** Whether a poll could find something by itself: a channel or a timer. Any thread; a moment old. */
    public boolean hasWork() {
        return wheel.size() > 0 || !inbox.isEmpty() || poller.isWatching();
    }

    /** When the last poll ended, on the scale of the time source. Any thread; a moment old. */
    public long lastPollNanos() {
        return (long) LAST_POLL.getOpaque(this);
    }

    /** Channels that were reported ready. Any thread; a moment old. */
    public long readinessEvents() {
        return poller.events();
    }

    /** Timers that were reached. Any thread; a moment old. */
    public long timersFired() {
        return (long) TIMERS_FIRED.getOpaque(this);
    }

    /** For the rehearsal and tests: has another selector take over, in one of the next polls. */
    void mistrustPoller() {
        poller.mistrust();
    }

    /** Whether a poll blocks or is about to; whoever reads false has left its message in time for that poll's last look. */
    boolean isParked() {
        return wakeup.isParkedVolatile();
    }

    /** Any thread: the first tick that is not before the given time. */
    long tickNotBefore(long nanoTime) {
        return wheel.tickNotBefore(nanoTime);
    }

    /** A deadline's strand: it is armed for the tick, or is {@link DeadlineState#DISARMED}, from now on. */
    void change(WheelDeadline deadline, long tick) {
        if (owner.tryAcquire()) {
            try {
                changeHeld(deadline, tick);
            } finally {
                release();
            }
        } else if (owner.isHeldByCurrentThread()) {
            changeHeld(deadline, tick);
        } else {
            // A deadline that is in the inbox already may be there with a wish that the poll need not return for.
            boolean crowded = deadline.state.request(tick) && inbox.push(deadline) % INBOX_LIMIT == 0;
            if (!trySeeToMessages() && isParked() && (crowded || tick >= 0 && tick < blockedUntilOpaque())) {
                wakeup();
            }
        }
    }

    /** A strand: a key has one more interest. */
    void interestGiven() {
        // The selector's lock orders the change of the key and what a select takes over: a select that has not seen the
        // change began after it was parked, and that is seen here.
        if (isParked()) {
            wakeup();
        }
    }

    /** Any thread: a channel that is registered here was closed. */
    void deregister() {
        selectDue = true;
        if (!owner.isHeldByCurrentThread() && !trySeeToMessages() && isParked()) {
            wakeup();
        }
    }

    /** Giving the flag up serves the messages. */
    private boolean trySeeToMessages() {
        if (!owner.tryAcquire()) {
            return false;
        }
        release();
        return true;
    }

    private boolean hasMessages() {
        return !inbox.isEmpty() || selectDue;
    }

    private void serveMessages() {
        settleInbox();
        if (selectDue) {
            selectDue = false;
            poller.collect();
            woken += poller.dispatch(false);
        }
    }

    /** Blocks if there is nothing to do. Returns whether it did. */
    private boolean block(long maxWaitNanos) {
        settleInbox();
        long toNext = wheel.nanosToNext(time.nanoTime());
        long wait = maxWaitNanos < 0 ? toNext : Math.min(maxWaitNanos, toNext);
        if (wait == 0 || woken > 0) {
            return false;
        }
        BLOCKED_UNTIL.setOpaque(this, wheel.nextTick());
        poller.prepareToBlock();
        if (!wakeup.park()) {
            return false;
        }
        try {
            boolean idle = !hasMessages() && !closed && !poller.isOutdated();
            if (idle) {
                poller.block(wait);
            }
            return idle;
        } finally {
            wakeup.resume();
        }
    }

    private void changeHeld(WheelDeadline deadline, long tick) {
        deadline.state.setPlain(tick);
        if (settle(deadline)) {
            wake(deadline);
        }
    }

    private void settleInbox() {
        for (WheelDeadline deadline = inbox.takeAll(); deadline != null; ) {
            WheelDeadline below = deadline.inboxBelow;
            deadline.inboxBelow = null;
            deadline.state.dequeued();
            due(deadline);
            deadline = below;
        }
        wakeDueLeaves();
    }

    private void due(TimerEntry entry) {
        WheelDeadline deadline = (WheelDeadline) entry;
        if (settle(deadline)) {
            dueDeadlines.add(deadline);
        }
    }

    private void wakeDueLeaves() {
        for (WheelDeadline next = dueDeadlines.take(); next != null; next = dueDeadlines.take()) {
            woken++;
            wake(next);
        }
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
                    // Filed early enough. When its turn comes it is filed anew; mostly it has been postponed again by then.
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
                TIMERS_FIRED.setOpaque(this, timersFired + 1);
                return true;
            }
        }
    }

    private void closeHeld() {
        poller.close();
        settleInbox();
        wheel.drain(due);
        wakeDueLeaves();
    }

    private long blockedUntilOpaque() {
        return (long) BLOCKED_UNTIL.getOpaque(this);
    }
}
