package io.nagare.engine.poll;

import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static java.nio.channels.SelectionKey.OP_CONNECT;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import io.nagare.driver.Leaf;
import io.nagare.driver.Registration;
import java.io.IOException;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A channel in a selector. Strands wait through it, the holder of the driver's owner flag brings it events, any thread closes
 * it. What a direction waits for is decided in {@link Interest}; here the key is made to agree with it.
 */
final class ChannelRegistration implements Registration {

    /*
     * A strand gives an interest: state first, then the key. The holder drops one: state first, then the key, then it looks at
     * the state again and gives the interest back if a strand has asked for it since. Changes of the key's interest are atomic
     * and so come in one order. If the drop comes last in it, the strand's change of the state came before and is seen
     * by that look. If the strand comes last, the interest is there. Only the holder drops, so no select comes between.
     */

    private static final VarHandle CLOSED = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "closed", VarHandle.class, ChannelRegistration.class, boolean.class);

    private final SelectableChannel channel;
    private final PollDriver driver;
    private final BiConsumer<Throwable, String> failures;
    private final Interest reading = new Interest();
    private final Interest writing = new Interest();

    /** Set before anybody who could use it knows of this registration; events come only after an interest was given. */
    private @Nullable SelectionKey key;

    private volatile boolean closed;

    ChannelRegistration(SelectableChannel channel, PollDriver driver, BiConsumer<Throwable, String> failures) {
        this.channel = channel;
        this.driver = driver;
        this.failures = failures;
    }

    void attach(SelectionKey registered) {
        key = registered;
    }

    @Override
    public void awaitReadable(Leaf leaf) {
        await(reading, leaf, channel.validOps() & (OP_READ | OP_ACCEPT));
    }

    @Override
    public void pauseReading() {
        reading.pause();
    }

    @Override
    public void awaitWritable(Leaf leaf) {
        boolean connecting = channel instanceof SocketChannel && ((SocketChannel) channel).isConnectionPending();
        await(writing, leaf, connecting ? OP_CONNECT : OP_WRITE);
    }

    private void await(Interest interest, Leaf leaf, int operations) {
        switch (interest.await(leaf)) {
            case NOTHING -> {}
            case GIVE_INTEREST -> {
                if (give(operations)) {
                    driver.interestGiven();
                } else {
                    leaf.wake();
                }
            }
            case WAKE -> leaf.wake();
        }
    }

    /** The holder: the channel's key is ready. Returns how many leaves were woken. */
    int events(boolean blocked) {
        int operations = readyOperations();
        int woken = 0;
        if ((operations & (OP_READ | OP_ACCEPT)) != 0) {
            switch (reading.event(blocked)) {
                case IGNORE -> {}
                case WAKE -> woken += wake(reading);
                case DROP_INTEREST -> drop(reading, OP_READ | OP_ACCEPT);
            }
        }
        if ((operations & (OP_WRITE | OP_CONNECT)) != 0) {
            boolean wake = writing.eventOnce();
            drop(writing, OP_WRITE | OP_CONNECT);
            if (wake) {
                woken += wake(writing);
            }
        }
        return woken;
    }

    private static int wake(Interest interest) {
        Leaf leaf = interest.leafAcquire();
        if (leaf == null) {
            return 0;
        }
        leaf.wake();
        return 1;
    }

    private void drop(Interest interest, int operations) {
        SelectionKey registered = key;
        if (registered == null) {
            return;
        }
        try {
            int before = registered.interestOpsAnd(~operations);
            if (interest.isArmed()) {
                registered.interestOpsOr(before & operations);
            }
        } catch (CancelledKeyException e) {
            // Closed meanwhile: there are no interests any more.
        }
    }

    private boolean give(int operations) {
        SelectionKey registered = key;
        if (registered == null) {
            return false;
        }
        try {
            registered.interestOpsOr(operations);
            return true;
        } catch (CancelledKeyException e) {
            return false;
        }
    }

    private int readyOperations() {
        SelectionKey registered = key;
        try {
            return registered == null ? 0 : registered.readyOps();
        } catch (CancelledKeyException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        if (shut()) {
            driver.deregister();
        }
    }

    /**
     * Closes the channel and wakes who waits. The descriptor is given back by the next select, or by closing the selector.
     *
     * @return {@code false} if that was done before
     */
    boolean shut() {
        if (!casClosed()) {
            return false;
        }
        try {
            channel.close();
        } catch (IOException | RuntimeException e) {
            failures.accept(e, "closing " + channel);
        }
        if (reading.close()) {
            wake(reading);
        }
        if (writing.close()) {
            wake(writing);
        }
        return true;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    private boolean casClosed() {
        return CLOSED.compareAndSet(this, false, true);
    }
}
