package io.nagare.engine.poll;

import java.io.IOException;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A poller on the system's selector. The selector is opened for the first channel; while there is no channel it blocks by
 * parking the thread, which is cheaper to wake.
 */
final class SelectorPoller implements Poller {

    /*
     * Nothing is done inside select() but to copy keys, since the selector's monitors are held there. A key's interest may be
     * changed by any thread at any time and counts from the next select on; a select that blocks has to be woken for it.
     */

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** How long to wait after the selector failed, before it is tried again. */
    private static final long PAUSE_NANOS = 10 * NANOS_PER_MILLI;

    private static final VarHandle SELECTOR = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "selector", VarHandle.class, SelectorPoller.class, Selector.class);

    private static final VarHandle EVENTS = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "events", VarHandle.class, SelectorPoller.class, long.class);

    private final BiConsumer<Throwable, String> failures;
    private final Consumer<SelectionKey> collector = this::collected;

    private volatile @Nullable Selector selector;

    /** The selector to block in, or {@code null} to park. Plain: published by the parking that follows. */
    private @Nullable Selector blockIn;

    private @Nullable SelectionKey[] ready = new @Nullable SelectionKey[64];
    private int readyCount;

    /** Written by the holder alone. */
    private long events;

    SelectorPoller(BiConsumer<Throwable, String> failures) {
        this.failures = failures;
    }

    @Override
    public ChannelRegistration register(SelectableChannel channel, PollDriver driver) throws IOException {
        Selector opened = selector;
        if (opened == null) {
            opened = open();
        }
        if (channel.isOpen() && channel.keyFor(opened) != null) {
            throw new IllegalStateException("already registered: " + channel);
        }
        ChannelRegistration registration = new ChannelRegistration(channel, driver, failures);
        registration.attach(channel.register(opened, 0, registration));
        return registration;
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
    public void prepareToBlock() {
        blockIn = isWatching() ? selector : null;
    }

    @Override
    public boolean isOutdated() {
        return blockIn == null && isWatching();
    }

    @Override
    public void block(long nanos) {
        Selector blocking = blockIn;
        if (blocking != null) {
            select(blocking, nanos);
        } else if (nanos == Long.MAX_VALUE) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, nanos);
        }
    }

    @Override
    public void unblock(@Nullable Thread blocked) {
        Selector blocking = blockIn;
        if (blocking == null) {
            LockSupport.unpark(blocked);
        } else {
            blocking.wakeup();
        }
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
        } catch (ClosedSelectorException e) {
            // The driver is being closed by another thread; there is nothing to wait for any more.
        } catch (IOException e) {
            failures.accept(e, "select");
            if (nanos != 0) {
                LockSupport.parkNanos(this, Math.min(nanos, PAUSE_NANOS));
            }
        }
    }

    private void collected(SelectionKey key) {
        if (readyCount == ready.length) {
            ready = Arrays.copyOf(ready, 2 * readyCount);
        }
        ready[readyCount++] = key;
    }

    @Override
    public int dispatch(boolean blocked) {
        int count = readyCount;
        readyCount = 0;
        int woken = 0;
        for (int i = 0; i < count; i++) {
            SelectionKey key = ready[i];
            ready[i] = null;
            if (key != null) {
                woken += registration(key).events(blocked);
            }
        }
        if (count > 0) {
            EVENTS.setOpaque(this, events + count);
        }
        return woken;
    }

    @Override
    public long events() {
        return (long) EVENTS.getOpaque(this);
    }

    @Override
    public boolean isWatching() {
        Selector opened = selector;
        try {
            return opened != null && !opened.keys().isEmpty();
        } catch (ClosedSelectorException e) {
            return false;
        }
    }

    @Override
    public void close() {
        Selector opened = selector;
        if (opened == null) {
            return;
        }
        try {
            for (SelectionKey key : opened.keys()) {
                registration(key).shut();
            }
            opened.close();
        } catch (ClosedSelectorException e) {
            // Closed before.
        } catch (IOException e) {
            failures.accept(e, "closing a selector");
        }
    }

    private static ChannelRegistration registration(SelectionKey key) {
        return (ChannelRegistration) key.attachment();
    }
}
