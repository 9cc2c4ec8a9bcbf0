package io.nagare.engine.poll;

import java.io.IOException;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A poller on the system's selector. The selector is opened for the first channel; while there is no channel it blocks
 * by parking the thread, which is cheaper to wake.
 *
 * <p>Always holds: no failure leaves {@link #block}, {@link #collect}, {@link #dispatch} or {@link #close}, and none of
 * them allocates memory of its own while all goes well. So a poll works when there is no memory left, and frees some.
 */
final class SelectorPoller implements Poller {

    /*
     * Nothing is done inside select() but to link registrations, since the selector's monitors are held there. A key's
     * interest may be changed by any thread at any time and counts from the next select on; a select that blocks has to
     * be woken for it.
     *
     * A selector that an Error has left (there was no memory for a node of its own) may have taken a key out of one of
     * its queues and forgotten it: the channel of a cancelled key is then never closed, a changed interest never told
     * to the system. Nothing shows which keys these are. So the selector is mistrusted, and replaced as soon as another
     * can be had: first the new one is published, then each channel moves, then the old one is closed, which closes the
     * channels that it had forgotten.
     */

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** How long to wait after the selector failed, before it is tried again. */
    private static final long PAUSE_NANOS = 10 * NANOS_PER_MILLI;

    /** While the selector is mistrusted: how many times the pause doubles. */
    private static final int LONGEST_PAUSE_SHIFT = 6;

    /** How many selects that found something go by between two attempts to replace a mistrusted selector. */
    private static final int SELECTS_PER_REPLACEMENT = 64;

    /** How often to try again what lacked memory, or a system call that was refused. */
    private static final int TRIES = 100;

    private static final VarHandle SELECTOR = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "selector", VarHandle.class, SelectorPoller.class, Selector.class);

    private static final VarHandle EVENTS = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "events", VarHandle.class, SelectorPoller.class, long.class);

    private static final Consumer<SelectionKey> IGNORE = key -> {};

    private final BiConsumer<Throwable, String> failures;
    private final Consumer<SelectionKey> collector = this::collected;

    private volatile @Nullable Selector selector;

    /** Set by any thread that an Error has come to out of the selector. */
    private volatile boolean mistrusted;

    /** The selector to block in, or {@code null} to park. Plain: published by the parking that follows. */
    private @Nullable Selector blockIn;

    /** The holder's, as are the next ones: a selector that is being replaced, and may still have channels. */
    private @Nullable Selector retired;

    private @Nullable ChannelRegistration firstReady;
    private @Nullable ChannelRegistration lastReady;

    /** How many selects have failed in a row; the first of them is reported. */
    private int failedSelects;

    /** Whether an Error has interrupted a replacement, so that the new selector is not to be trusted either. */
    private boolean brokenOff;

    private int failedReplacements;
    private int selectsUntilReplacement;

    /** Written by the holder alone. */
    private long events;

    SelectorPoller(BiConsumer<Throwable, String> failures) {
        this.failures = failures;
    }

    @Override
    public ChannelRegistration register(SelectableChannel channel, PollDriver driver) throws IOException {
        for (; ; ) {
            Selector opened = selector;
            if (opened == null) {
                opened = open();
            }
            if (channel.isOpen() && channel.keyFor(opened) != null) {
                throw new IllegalStateException("already registered: " + channel);
            }
            ChannelRegistration registration = new ChannelRegistration(channel, driver, this);
            try {
                registration.attach(channel.register(opened, 0, registration));
                Selector now = selector;
                if (now != null && now != opened) {
                    // Replaced meanwhile: the replacement may have looked for channels before this one came.
                    registration.moveTo(now);
                }
                return registration;
            } catch (ClosedSelectorException closed) {
                if (selector == opened) {
                    throw closed;
                }
            } catch (Error failure) {
                mistrust();
                throw failure;
            }
        }
    }

    private Selector open() throws IOException {
        Selector opened = Selector.open();
        Selector other = (Selector) SELECTOR.compareAndExchange(this, null, opened);
        if (other == null) {
            return opened;
        }
        opened.close();
        return other;
    }

    @Override
    public void mistrust() {
        mistrusted = true;
    }

    @Override
    public void prepareToBlock() {
        blockIn = isWatching() ? selector : null;
    }

    @Override
    public boolean isOutdated() {
        return blockIn == null ? isWatching() : blockIn != selector;
    }

    @Override
    public void block(long nanos) {
        Selector blocking = blockIn;
        if (blocking != null) {
            select(blocking, mistrusted ? Math.min(nanos, pauseNanos()) : nanos);
        } else if (nanos == Long.MAX_VALUE) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, nanos);
        }
    }

    private long pauseNanos() {
        return PAUSE_NANOS << Math.min(failedReplacements, LONGEST_PAUSE_SHIFT);
    }

    @Override
    public boolean unblock(@Nullable Thread blocked) {
        Selector blocking = blockIn;
        if (blocking == null) {
            LockSupport.unpark(blocked);
            return true;
        }
        Throwable last = null;
        for (int i = 0; i < TRIES; i++) {
            try {
                blocking.wakeup();
                return true;
            } catch (Throwable failure) {
                // The system has refused to signal the selector.
                last = failure;
            }
        }
        if (last != null) {
            report(last, "waking a selector");
        }
        return false;
    }

    @Override
    public void collect() {
        Selector opened = selector;
        if (opened != null) {
            select(opened, 0);
        }
    }

    private void select(Selector opened, long nanos) {
        try {
            if (nanos == 0) {
                opened.selectNow(collector);
            } else {
                // Rounded up, for a deadline must not be looked at early; 0 would be without a limit.
                long millis = nanos == Long.MAX_VALUE ? 0 : 1 + (nanos - 1) / NANOS_PER_MILLI;
                opened.select(collector, millis);
            }
            failedSelects = 0;
        } catch (ClosedSelectorException e) {
            // The driver is being closed by another thread; there is nothing to wait for any more.
            return;
        } catch (Throwable failure) {
            if (!(failure instanceof IOException)) {
                mistrust();
                MemoryReserve.releaseFor(failure);
            }
            if (failedSelects++ == 0) {
                report(failure, "select");
            }
            if (nanos != 0) {
                LockSupport.parkNanos(this, Math.min(nanos, PAUSE_NANOS));
            }
        }
        if (mistrusted && (--selectsUntilReplacement <= 0 || nanos != 0 && firstReady == null)) {
            selectsUntilReplacement = SELECTS_PER_REPLACEMENT;
            replace(opened);
        }
    }

    /**
     * The holder: has another selector take over. What could not be done for want of memory or descriptors is done the
     * next time.
     */
    private void replace(Selector mistrustedOne) {
        mistrusted = false;
        try {
            if (retired == null) {
                Selector fresh = Selector.open();
                retired = mistrustedOne;
                if (!SELECTOR.compareAndSet(this, mistrustedOne, fresh)) {
                    retired = null;
                    fresh.close();
                    return;
                }
            }
            moveFrom(retired);
            failedReplacements = 0;
            if (brokenOff) {
                brokenOff = false;
                mistrust();
            }
        } catch (Throwable failure) {
            brokenOff |= failure instanceof Error;
            mistrust();
            if (failedReplacements++ == 0) {
                report(failure, "replacing a selector");
            }
        }
    }

    private void moveFrom(Selector old) throws IOException {
        Selector fresh = selector;
        if (fresh == null) {
            return;
        }
        for (SelectionKey key : old.keys()) {
            try {
                if (key.isValid()) {
                    registration(key).moveTo(fresh);
                }
            } catch (ClosedChannelException | CancelledKeyException e) {
                // Closed meanwhile: the old selector gives it back.
            }
        }
        old.close();
        retired = null;
    }

    private void collected(SelectionKey key) {
        ChannelRegistration ready = registration(key);
        if (ready.isCollected) {
            return;
        }
        ready.isCollected = true;
        ChannelRegistration last = lastReady;
        lastReady = ready;
        if (last == null) {
            firstReady = ready;
        } else {
            last.collectedNext = ready;
        }
    }

    @Override
    public int dispatch(boolean blocked) {
        int count = 0;
        int woken = 0;
        for (ChannelRegistration ready = takeReady(); ready != null; ready = takeReady()) {
            count++;
            try {
                woken += ready.events(blocked);
            } catch (Throwable failure) {
                report(failure, "waking the leaves of a channel");
            }
        }
        if (count > 0) {
            EVENTS.setOpaque(this, events + count);
        }
        return woken;
    }

    private @Nullable ChannelRegistration takeReady() {
        ChannelRegistration ready = firstReady;
        if (ready != null) {
            firstReady = ready.collectedNext;
            if (firstReady == null) {
                lastReady = null;
            }
            ready.collectedNext = null;
            ready.isCollected = false;
        }
        return ready;
    }

    @Override
    public long events() {
        return (long) EVENTS.getOpaque(this);
    }

    @Override
    public boolean isWatching() {
        Selector opened = selector;
        try {
            return opened != null && (mistrusted || !opened.keys().isEmpty());
        } catch (ClosedSelectorException e) {
            return false;
        }
    }

    @Override
    public void report(Throwable failure, String where) {
        try {
            failures.accept(failure, where);
        } catch (Throwable dropped) {
            // There is nobody left to tell.
        }
    }

    @Override
    public void close() {
        Selector old = retired;
        if (old != null) {
            close(old);
        }
        Selector opened = selector;
        if (opened != null) {
            close(opened);
        }
    }

    private void close(Selector opened) {
        for (int i = 1; opened.isOpen() && !shutAll(opened, i == TRIES); i++) {
            if (i == TRIES) {
                break;
            }
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
        try {
            // Gives the descriptors back by itself, for a selector that fails to close does not.
            opened.selectNow(IGNORE);
        } catch (ClosedSelectorException e) {
            return;
        } catch (Throwable failure) {
            report(failure, "the last select");
        }
        try {
            opened.close();
        } catch (Throwable failure) {
            report(failure, "closing a selector");
        }
    }

    /** Returns false if there was no memory to go through the channels. */
    private boolean shutAll(Selector opened, boolean lastTry) {
        try {
            for (SelectionKey key : opened.keys()) {
                registration(key).shut();
            }
            return true;
        } catch (ClosedSelectorException e) {
            return true;
        } catch (Throwable failure) {
            if (lastTry) {
                report(failure, "closing the channels of a selector");
            }
            return false;
        }
    }

    private static ChannelRegistration registration(SelectionKey key) {
        return (ChannelRegistration) key.attachment();
    }
}
