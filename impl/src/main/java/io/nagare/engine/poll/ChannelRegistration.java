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
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A channel in a selector. Strands wait through it, the holder of the driver's owner flag reports events to it, and any
 * thread may close it. {@link Interest} decides what each direction waits for; this class makes the key agree with it.
 */
final class ChannelRegistration implements Registration {

    /*
     * Implementation. A strand that gives an interest changes the state first, then the key. The holder drops an
     * interest: it changes the state first, then the key, then looks at the state again. If a strand has asked for the
     * interest since, the holder gives it back. Changes of the key's interest are atomic and so have one order. If the
     * drop comes last, the strand's change of the state came before it, and the holder's look sees that change. If the
     * strand comes last, the interest is there. Only the holder drops, so no select comes between.
     *
     * When another selector takes over, the key is replaced first, and then the new key gets the interests of the
     * state. A strand changes the state first and then reads the key. All four accesses are volatile, so at least one
     * side gives the interest to the new key.
     *
     * `uses` counts the threads that use the descriptor beside the channel's own locks. Exactly one thread closes the
     * channel: the last user, if the channel was closed before, or else the thread that closes it while there is no
     * user.
     */

    private static final int CLOSED = 1;
    private static final int USE = 2;

    private static final VarHandle USES = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "uses", VarHandle.class, ChannelRegistration.class, int.class);

    private final SelectableChannel channel;
    private final PollDriver driver;
    private final Poller poller;
    private final Interest reading = new Interest();
    private final Interest writing = new Interest();

    /**
     * Whether the channel was found ready and its leaves have yet to be woken. The next field is the next such channel.
     * Both belong to the holder of the owner flag.
     */
    boolean isCollected;

    @Nullable ChannelRegistration collectedNext;

    /** The key, which is set before any user gets this registration, and replaced when another selector takes over. */
    private volatile @Nullable SelectionKey key;

    /** Twice the number of users of the descriptor. The lowest bit says whether this is closed. */
    private volatile int uses;

    ChannelRegistration(SelectableChannel channel, PollDriver driver, Poller poller) {
        this.channel = channel;
        this.driver = driver;
        this.poller = poller;
    }

    void attach(SelectionKey registered) {
        key = registered;
    }

    /**
     * Moves the channel to another selector. May be called again.
     *
     * @throws IOException if the channel is closed
     */
    synchronized void moveTo(Selector other) throws IOException {
        SelectionKey moved = channel.register(other, 0, this);
        key = moved;
        int operations = (reading.isArmed() ? readOperations() : 0) | (writing.isArmed() ? writeOperations() : 0);
        if (operations != 0) {
            moved.interestOpsOr(operations);
        }
    }

    @Override
    public void awaitReadable(Leaf leaf) {
        await(reading, leaf, readOperations());
    }

    private int readOperations() {
        return channel.validOps() & (OP_READ | OP_ACCEPT);
    }

    @Override
    public void pauseReading() {
        reading.pause();
    }

    @Override
    public void awaitWritable(Leaf leaf) {
        await(writing, leaf, writeOperations());
    }

    private int writeOperations() {
        boolean connecting = channel instanceof SocketChannel && ((SocketChannel) channel).isConnectionPending();
        return connecting ? OP_CONNECT : OP_WRITE;
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

    /** The holder: handles the events of the channel's key. Returns how many leaves were woken. */
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
            // The channel was closed meanwhile, or another selector has taken over and got the interests of the state.
        } catch (Error failure) {
            // The selector may have missed the change.
            poller.mistrust();
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
        } catch (Error failure) {
            // The selector may have missed the change. The caller wakes the holder, which replaces the selector.
            poller.mistrust();
            return true;
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
    public boolean beginUse() {
        for (; ; ) {
            int now = uses;
            if ((now & CLOSED) != 0) {
                return false;
            }
            if (USES.compareAndSet(this, now, now + USE)) {
                return true;
            }
        }
    }

    @Override
    public void endUse() {
        if ((int) USES.getAndAdd(this, -USE) == USE + CLOSED) {
            closeChannel();
            driver.deregister();
        }
    }

    @Override
    public void close() {
        if (shut()) {
            driver.deregister();
        }
    }

    /**
     * Closes the channel, or leaves that to the last user, and wakes the waiting leaves. The next select, or closing
     * the selector, gives the descriptor back to the system. Never throws.
     *
     * @return false if this was closed before
     */
    boolean shut() {
        int before = (int) USES.getAndBitwiseOr(this, CLOSED);
        if ((before & CLOSED) != 0) {
            return false;
        }
        if (before == 0) {
            closeChannel();
        }
        wakeIf(reading.close(), reading);
        wakeIf(writing.close(), writing);
        return true;
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (Throwable failure) {
            closeFailed(failure);
        }
    }

    /** Counts a channel as closed although closing it has failed. Cancelling its key frees what is left of it. */
    private void closeFailed(Throwable failure) {
        try {
            SelectionKey registered = key;
            if (registered != null) {
                registered.cancel();
            }
        } catch (Throwable again) {
            poller.mistrust();
        }
        if (failure instanceof Error) {
            poller.mistrust();
        }
        try {
            poller.report(failure, "closing a channel");
        } catch (OutOfMemoryError noText) {
            // The first use of a literal makes its string, and there was no memory for that.
        }
    }

    private void wakeIf(boolean waits, Interest interest) {
        try {
            if (waits) {
                wake(interest);
            }
        } catch (Throwable failure) {
            wakeFailed(failure);
        } finally {
            // The selector may keep this object for a while, and a leaf keeps its whole strand alive.
            interest.forget();
        }
    }

    private void wakeFailed(Throwable failure) {
        try {
            poller.report(failure, "waking the leaves of a channel that was closed");
        } catch (OutOfMemoryError noText) {
            // As above.
        }
    }

    @Override
    public boolean isClosed() {
        return (uses & CLOSED) != 0;
    }
}
