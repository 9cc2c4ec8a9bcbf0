package io.nagare.engine.poll;

import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.driver.Registration;
import io.nagare.driver.TimeSource;
import java.io.IOException;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What one worker waits with: a poller of channels and a timer wheel, guarded by an owner flag that any thread may
 * take.
 *
 * <p>The worker polls now and then while it has work, and blocks in {@link #poll} when it has none. Other threads hold
 * the flag briefly: workers with nothing to do, to collect for a busy one; strands, to file a timer. Only the worker
 * blocks; when it finds the flag taken it uses {@link #acquire()}. It must not sleep anywhere else, since nobody wakes
 * it there.
 *
 * <p>Always holds: what a thread leaves for the holder of the flag (a deadline in the inbox, a closed channel) is seen
 * to by the present holder, or by that thread itself, or it wakes the poll that blocks if that has to return for it.
 *
 * <p>Also holds: whatever fails, the flag is given back, no wake is lost, and what is left to do is done by the next
 * poll. Polling allocates nothing.
 */
public final class PollDriver {

    /*
     * Messages and the flag. A thread leaves its message, then tries to take the flag. A holder gives the flag up, then
     * looks for messages. All four are volatile, so one of the two sees the other: either the thread gets the flag and
     * sees to its message itself, or the holder finds it.
     *
     * Messages and a poll that blocks (it holds the flag meanwhile). The thread leaves its message, then asks whether
     * the poll is parked. The poll parks, then looks for messages. Again one sees the other; see WakeupState.
     */

    private static final VarHandle BLOCKED_UNTIL = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "blockedUntil", VarHandle.class, PollDriver.class, long.class);

    private static final VarHandle LAST_POLL = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "lastPoll", VarHandle.class, PollDriver.class, long.class);

    /** So many channels that the worker has closed keep their descriptors at the most. */
    private static final int CLOSINGS_LIMIT = 256;

    private final String name;
    private final TimeSource time;
    private final Poller poller;
    private final Deadlines deadlines;
    private final OwnerFlag owner = new OwnerFlag();
    private final WakeupState wakeup = new WakeupState();

    /** A message: a channel was closed, whose descriptor a select must give back. */
    private volatile boolean selectDue;

    private volatile boolean closed;

    /**
     * The thread that polls again soon whatever it is running, if there is one. Written by itself; null is right for
     * others.
     */
    private @Nullable Thread worker;

    /** How many channels the worker has closed. Its own. */
    private int closings;

    /** The tick at which a poll that is parked returns by itself. Written by the holder before it parks. */
    @SuppressWarnings("unused") // by BLOCKED_UNTIL
    private long blockedUntil;

    /** Written by the holder alone. */
    private long lastPoll;

    /** Leaves woken in the current poll. The holder's. */
    private int woken;

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
        deadlines = new Deadlines(lastPoll, poller);
    }

    /** Takes the owner flag if it is free. Not for a thread that holds it. */
    public boolean tryAcquire() {
        return owner.tryAcquire();
    }

    /** Takes the owner flag, waiting out a brief holder. For the worker that this driver was made for. */
    public void acquire() {
        owner.acquire();
    }

    /** The calling thread polls again and again from now on, until it ends. */
    public void polledByCurrentThread() {
        worker = Thread.currentThread();
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
     * Wakes the leaves whose channels are ready and whose deadlines are reached. For the holder of the flag; the
     * thread's interrupt is cleared.
     *
     * @param maxWaitNanos how long to wait for the first of them: 0 is not at all, negative is without a limit. Only
     *     for the worker that this driver was made for. It may return early with nothing; after a {@link #wakeup()} it
     *     does so at once
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

    /**
     * The part of {@link #poll} that asks the system for nothing but the time: wakes the leaves whose deadlines are
     * reached. Returns the time.
     */
    public long fireTimers() {
        long now = time.nanoTime();
        woken += deadlines.fire(now);
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
     * Closes all channels and has all deadlines reached, now and for ever. Any thread; waits for the holder of the
     * flag, which is woken if it is blocked.
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
        return deadlines.exist() || poller.isWatching();
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
        return deadlines.fired();
    }

    /** For the rehearsal and tests: has another selector take over, in one of the next polls. */
    void mistrustPoller() {
        poller.mistrust();
    }

    /**
     * Whether a poll blocks or is about to; whoever reads false has left its message in time for that poll's last look.
     */
    boolean isParked() {
        return wakeup.isParkedVolatile();
    }

    /** Any thread: the first tick that is not before the given time. */
    long tickNotBefore(long nanoTime) {
        return deadlines.tickNotBefore(nanoTime);
    }

    /** A deadline's strand: it is armed for the tick, or is {@link DeadlineState#DISARMED}, from now on. */
    void change(WheelDeadline deadline, long tick) {
        if (owner.tryAcquire()) {
            try {
                deadlines.change(deadline, tick);
            } finally {
                release();
            }
        } else if (owner.isHeldByCurrentThread()) {
            deadlines.change(deadline, tick);
        } else {
            // A deadline that is in the inbox already may be there with a wish that the poll need not return for.
            boolean crowded = deadlines.leave(deadline, tick);
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
        if (Thread.currentThread() == worker && ++closings % CLOSINGS_LIMIT != 0) {
            // It polls again in a moment: one select gives back what many have closed.
            return;
        }
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
        return deadlines.hasInbox() || selectDue;
    }

    private void serveMessages() {
        woken += deadlines.settleInbox();
        if (selectDue) {
            selectDue = false;
            poller.collect();
            woken += poller.dispatch(false);
        }
    }

    /** Blocks if there is nothing to do. Returns whether it did. */
    private boolean block(long maxWaitNanos) {
        woken += deadlines.settleInbox();
        long toNext = deadlines.nanosToNext(time.nanoTime());
        long wait = maxWaitNanos < 0 ? toNext : Math.min(maxWaitNanos, toNext);
        if (wait == 0 || woken > 0) {
            return false;
        }
        BLOCKED_UNTIL.setOpaque(this, deadlines.nextTick());
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

    private void closeHeld() {
        poller.close();
        deadlines.close();
    }

    private long blockedUntilOpaque() {
        return (long) BLOCKED_UNTIL.getOpaque(this);
    }
}
