package io.nagare.engine.poll;

import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.driver.Registration;
import io.nagare.policy.TimeSource;
import java.io.IOException;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The driver in which one worker waits: a poller of channels and a timer wheel, guarded by an owner flag that any
 * thread may take.
 *
 * <p>The worker polls from time to time while it has work, and blocks in {@link #poll} when it has none. Other threads
 * hold the flag only briefly: idle workers, to poll for a busy one, and strands, to file a timer. Only the worker
 * blocks. If the flag is taken, the worker waits for it with {@link #acquire()}. The worker must not sleep anywhere
 * else, because no thread wakes it there.
 *
 * <p>Always holds: a thread may leave a message for the holder of the flag (a deadline in the inbox, a closed channel).
 * The present holder or that thread itself handles the message. Otherwise that thread wakes the blocking poll, if the
 * poll must return for the message.
 *
 * <p>Also holds: whatever fails, the flag is given back, no wake is lost, and the next poll does what is left to do.
 * Polling allocates nothing.
 */
public final class PollDriver {

    /*
     * Implementation. Messages and the flag: a thread leaves its message, then tries to take the flag. A holder gives
     * up the flag, then looks for messages. All four accesses are volatile, so at least one of the two sees the other.
     * Either the thread gets the flag and handles its message itself, or the holder finds the message.
     *
     * Messages and a blocking poll, which holds the flag meanwhile: the thread leaves its message, then asks whether
     * the poll is parked. The poll parks, then looks for messages. Again at least one sees the other; see WakeupState.
     */

    private static final VarHandle BLOCKED_UNTIL = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "blockedUntil", VarHandle.class, PollDriver.class, long.class);

    private static final VarHandle LAST_POLL = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "lastPoll", VarHandle.class, PollDriver.class, long.class);

    /** How many channels that the worker has closed may keep their descriptors, at most. */
    private static final int CLOSINGS_LIMIT = 256;

    private final String name;
    private final TimeSource time;
    private final Poller poller;
    private final Deadlines deadlines;
    private final OwnerFlag owner = new OwnerFlag();
    private final WakeupState wakeup = new WakeupState();

    /** A message: a channel was closed, and a select must give back its descriptor. */
    private volatile boolean selectDue;

    private volatile boolean closed;

    /**
     * The thread that polls again soon, whatever it is running; null if there is none. Plain: it writes itself. Other
     * threads only compare it with themselves, so an old null does no harm.
     */
    private @Nullable Thread worker;

    /** The number of channels that the worker has closed. Only the worker uses it. */
    private int closings;

    /** The tick at which a parked poll returns by itself. The holder writes it before it parks. */
    @SuppressWarnings("unused") // by BLOCKED_UNTIL
    private long blockedUntil;

    /** When the last poll ended. Only the holder writes it. */
    private long lastPoll;

    /** The number of leaves woken in the current poll. Only the holder uses it. */
    private int woken;

    /**
     * Makes a driver on the system's selector.
     *
     * @param name the name in messages
     * @param failures gets the failures that reach no subscriber, and the place of each; must not throw
     */
    public PollDriver(String name, TimeSource time, BiConsumer<Throwable, String> failures) {
        this(name, time, SelectorProvider.provider(), failures);
    }

    /**
     * Makes a driver on a selector of a network.
     *
     * @param name the name in messages
     * @param network opens the selector; the channels that are registered are its own
     * @param failures gets the failures that reach no subscriber, and the place of each; must not throw
     */
    public PollDriver(
            String name, TimeSource time, SelectorProvider network, BiConsumer<Throwable, String> failures) {
        this(name, time, new SelectorPoller(network, failures));
    }

    PollDriver(String name, TimeSource time, Poller poller) {
        this.name = name;
        this.time = time;
        this.poller = poller;
        lastPoll = time.nanoTime();
        deadlines = new Deadlines(lastPoll, poller);
    }

    /** Takes the owner flag if it is free. A thread that holds it must not call this. */
    public boolean tryAcquire() {
        return owner.tryAcquire();
    }

    /** Takes the owner flag, and waits while another thread holds it briefly. Only for the worker of this driver. */
    public void acquire() {
        owner.acquire();
    }

    /** Notes that the calling thread will poll again and again until it ends. */
    public void polledByCurrentThread() {
        worker = Thread.currentThread();
    }

    /**
     * Gives up the owner flag, and then handles the messages that are left. A closed channel is no message for the
     * worker: its next poll gives the descriptor back. A select here would report all ready channels again, whose tasks
     * are still in the queue.
     */
    public void release() {
        owner.release();
        while ((deadlines.hasInbox() || selectDue && Thread.currentThread() != worker) && owner.tryAcquire()) {
            try {
                serveMessages();
            } finally {
                owner.release();
            }
        }
    }

    /**
     * Wakes the leaves of ready channels and reached deadlines. Only for the holder of the flag. Clears the thread's
     * interrupt.
     *
     * @param maxWaitNanos how many nanoseconds to wait for the first of them; 0 for not at all, negative for no limit.
     *     Only the worker of this driver may wait. The wait may end early with nothing; after a {@link #wakeup()} it
     *     ends at once
     * @return how many leaves were woken
     */
    public int poll(long maxWaitNanos) {
        // A selector does not block while its thread is interrupted, so a worker would spin.
        Thread.interrupted();
        woken = 0;
        boolean blocked = maxWaitNanos != 0 && block(maxWaitNanos);
        if (!blocked) {
            selectDue = false;
            poller.collect();
        }
        woken += poller.dispatch(blocked);
        // Opaque: a hint by which other threads decide whether to poll for this worker. It orders nothing.
        LAST_POLL.setOpaque(this, fireTimers());
        return woken;
    }

    /**
     * Wakes the leaves of reached deadlines. This is the part of {@link #poll} that asks the system only for the time.
     * Returns the time.
     */
    public long fireTimers() {
        long now = time.nanoTime();
        woken += deadlines.fire(now);
        return now;
    }

    /** Makes the blocking poll, or else the next one that would block, return at once. Any thread. */
    public void wakeup() {
        // The holder wrote itself into the flag before the exchange by which it parked, and the exchange in wakeup()
        // has read that one. So the opaque read sees this holder, or a later one if the poll has resumed.
        if (wakeup.wakeup() && !poller.unblock(owner.holderOpaque())) {
            wakeup.retract();
        }
    }

    /** Makes a timer of this driver's wheel, which is not armed. Any thread. */
    public Deadline deadline(Leaf leaf) {
        return new WheelDeadline(this, leaf);
    }

    /**
     * Registers a channel to be watched. Any thread.
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
                // close() may have looked for channels before this one was registered, or for a selector before it was
                // opened.
                registration.close();
                poller.close();
            }
        } catch (ClosedSelectorException e) {
            // The driver was closed after the check above.
        }
        throw new IOException(name + " is closed");
    }

    /** Whether a channel can be registered although the system gives no more descriptors. Any thread. */
    public boolean isPollerOpen() {
        return poller.isOpen();
    }

    /**
     * Closes all channels and makes all deadlines reached, and from now on each new one at once. Any thread. It wakes a
     * blocked holder of the flag and waits for the flag.
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

    /**
     * Whether a poll could find something by itself, because there is a channel or a timer. Any thread; the answer may
     * be out of date.
     */
    public boolean hasWork() {
        return deadlines.exist() || poller.isWatching();
    }

    /** When the last poll ended, in nanoseconds of the time source. Any thread; it may be out of date. */
    public long lastPollNanos() {
        // Opaque: a hint, see poll.
        return (long) LAST_POLL.getOpaque(this);
    }

    /** How often a channel was reported ready. Any thread; it may be out of date. */
    public long readinessEvents() {
        return poller.events();
    }

    /** The number of timers that were reached. Any thread; it may be out of date. */
    public long timersFired() {
        return deadlines.fired();
    }

    /** For the rehearsal and tests: makes one of the next polls replace the selector. */
    void mistrustPoller() {
        poller.mistrust();
    }

    /**
     * Whether a poll blocks or is about to. A thread that reads false has left its message in time for that poll's last
     * look.
     */
    boolean isParked() {
        return wakeup.isParkedVolatile();
    }

    /** Any thread: the first tick that is not before the given time. */
    long tickNotBefore(long nanoTime) {
        return deadlines.tickNotBefore(nanoTime);
    }

    /**
     * A deadline's strand: arms the deadline for a tick, or disarms it if the tick is {@link DeadlineState#DISARMED}.
     */
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
            // The deadline may already be in the inbox, with a wish for which the poll need not return. So the tick is
            // checked in any case.
            boolean crowded = deadlines.leave(deadline, tick);
            if (!trySeeToMessages() && isParked() && (crowded || tick >= 0 && tick < blockedUntilOpaque())) {
                wakeup();
            }
        }
    }

    /** A strand: notes that a key has one more interest. */
    void interestGiven() {
        // The selector's lock orders the change of the key and the moment in which a select takes over such changes. A
        // select that has missed the change began after the poll had parked, and this thread sees that it is parked.
        if (isParked()) {
            wakeup();
        }
    }

    /** Any thread: notes that a channel of this driver was closed. */
    void deregister() {
        selectDue = true;
        if (Thread.currentThread() == worker && ++closings % CLOSINGS_LIMIT != 0) {
            // The worker polls again in a moment. One select gives back the descriptors of many closed channels.
            return;
        }
        if (!owner.isHeldByCurrentThread() && !trySeeToMessages() && isParked()) {
            wakeup();
        }
    }

    /** Tries to take the flag. If it does, giving up the flag again handles the messages. Returns whether it did. */
    private boolean trySeeToMessages() {
        if (!owner.tryAcquire()) {
            return false;
        }
        try {
            serveMessages();
        } finally {
            release();
        }
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

    /** Blocks if there is nothing to do. Returns whether it blocked. */
    private boolean block(long maxWaitNanos) {
        woken += deadlines.settleInbox();
        long toNext = deadlines.nanosToNext(time.nanoTime());
        long wait = maxWaitNanos < 0 ? toNext : Math.min(maxWaitNanos, toNext);
        if (wait == 0 || woken > 0) {
            return false;
        }
        // Opaque: park() publishes it by its exchange. A thread reads it only after it has seen the poll parked.
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
        // Opaque: see block(). A value of a later parking is as good, because that poll has looked at the inbox since.
        return (long) BLOCKED_UNTIL.getOpaque(this);
    }
}
