package io.nagare.engine.poll;

import io.nagare.engine.memory.MemoryReserve;
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
import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A poller on a selector of the runtime's network. It is opened for the first channel. While there is no channel, this
 * blocks by parking the thread, which is cheaper to wake.
 *
 * <p>Always holds: {@link #block}, {@link #collect}, {@link #dispatch} and {@link #close} throw nothing, and allocate
 * no memory of their own as long as nothing fails. So a poll works even when memory has run out, and frees some.
 */
final class SelectorPoller implements Poller {

    /*
     * Implementation. Inside select() only registrations are linked, because the selector's monitors are held there.
     * Any thread may change a key's interest. The change counts from the next select on; a blocking one must be woken.
     *
     * A selector may throw an Error, for example because there is no memory for a node of its own. It may then have
     * taken a key out of a queue without handling the key. Then the channel of a cancelled key is never closed, or a
     * changed interest never reaches the system. Nothing shows which keys these are. So the selector is mistrusted, and
     * replaced as soon as another can be opened. Each channel moves. Closing the old one closes those it had forgotten.
     */

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** How long to wait after the selector has failed before trying again. */
    private static final long PAUSE_NANOS = 10 * NANOS_PER_MILLI;

    /** How often the pause doubles, at most, while the selector is mistrusted. */
    private static final int LONGEST_PAUSE_SHIFT = 6;

    /** How many selects that find something lie between two attempts to replace a mistrusted selector. */
    private static final int SELECTS_PER_REPLACEMENT = 64;

    /** How often to repeat a step that lacked memory, or a system call that was refused. */
    private static final int TRIES = 100;

    private static final VarHandle SELECTOR = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "selector", VarHandle.class, SelectorPoller.class, Selector.class);

    private static final VarHandle EVENTS = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "events", VarHandle.class, SelectorPoller.class, long.class);

    private static final Consumer<SelectionKey> IGNORE = key -> {};

    private final SelectorProvider network;
    private final BiConsumer<Throwable, String> failures;
    private final Consumer<SelectionKey> collector = this::collected;

    private volatile @Nullable Selector selector;

    /** Whether the selector must be replaced. Set by any thread that gets an Error from the selector. */
    private volatile boolean mistrusted;

    /** The selector to block in, or null to park. Plain: others read it after they have seen that the driver blocks. */
    private @Nullable Selector blockIn;

    /** The selector that is being replaced; it may have channels. Only the holder uses this and the fields below. */
    private @Nullable Selector retired;

    private @Nullable ChannelRegistration firstReady;
    private @Nullable ChannelRegistration lastReady;

    /** How many selects have failed in a row. The first of them is reported. */
    private int failedSelects;

    /** Whether an Error has interrupted a replacement, so that the new selector cannot be trusted either. */
    private boolean brokenOff;

    private int failedReplacements;
    private int selectsUntilReplacement;

    /** How often a channel was reported ready. Only the holder writes it. */
    private long events;

    SelectorPoller(SelectorProvider network, BiConsumer<Throwable, String> failures) {
        this.network = network;
        this.failures = failures;
    }

    @Override
    public ChannelRegistration register(SelectableChannel channel, PollDriver driver) throws IOException {
        for (; ; ) {
            Selector opened = open();
            if (channel.isOpen() && channel.keyFor(opened) != null) {
                throw new IllegalStateException("already registered: " + channel);
            }
            ChannelRegistration registration = new ChannelRegistration(channel, driver, this);
            try {
                registration.attach(channel.register(opened, 0, registration));
                Selector now = selector;
                if (now != null && now != opened) {
                    // Replaced meanwhile: the channels may have moved before this one was registered.
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
        Selector opened = selector;
        if (opened != null) {
            return opened;
        }
        opened = network.openSelector();
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
                // Rounded up, because a select must not return before a deadline, and because 0 means no limit.
                long millis = nanos == Long.MAX_VALUE ? 0 : 1 + (nanos - 1) / NANOS_PER_MILLI;
                opened.select(collector, millis);
            }
            failedSelects = 0;
        } catch (ClosedSelectorException e) {
            // Another thread is closing the driver, so there is nothing left to wait for.
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

    /** The holder: replaces the selector. A step that lacks memory or descriptors is repeated the next time. */
    private void replace(Selector mistrustedOne) {
        mistrusted = false;
        try {
            if (retired == null) {
                Selector fresh = network.openSelector();
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
                // The channel was closed meanwhile, and the old selector gives back its descriptor.
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
            // Opaque, as is the read: a figure for observers. The plain read is the holder's own.
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
    public boolean isOpen() {
        return selector != null;
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
            // The handler itself has failed, so there is no one to report to.
        }
    }

    @Override
    public void close() {
        close(retired);
        close(selector);
    }

    private void close(@Nullable Selector opened) {
        if (opened == null) {
            return;
        }
        for (int i = 1; i <= TRIES && opened.isOpen() && !shutAll(opened, i == TRIES); i++) {
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
        try {
            // A select of its own gives back the descriptors, because a selector that fails to close does not.
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

    /** Closes all channels of a selector. Returns false if there was no memory to go through them. */
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
