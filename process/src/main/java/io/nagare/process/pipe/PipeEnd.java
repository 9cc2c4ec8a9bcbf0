package io.nagare.process.pipe;

import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Registration;
import java.io.IOException;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import org.jspecify.annotations.Nullable;

/**
 * Our end of a pipe, with the poller that watches it and the one subscription that uses it. May be used by any thread.
 *
 * <p>Always holds: one subscription at a time uses it. After it has ended or was closed, none does, and the descriptor
 * is given back.
 *
 * @param <C> the channel
 */
public final class PipeEnd<C extends SelectableChannel> {

    /** The answer to a subscription that wants to use this. */
    enum Begin {
        GRANTED,
        IN_USE,
        ENDED,
        CLOSED
    }

    private static final int FREE = 0;
    private static final int USED = 1;
    private static final int ENDED = 2;
    private static final int CLOSED = 3;

    private static final VarHandle STATE = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "state", VarHandle.class, PipeEnd.class, int.class);

    /** Every change is an atomic exchange, which also hands over what the last user has left. */
    private volatile int state;

    private final String name;
    private final C channel;
    private final Driver home;

    /** Made by the worker that first waits. Written under the monitor of this. */
    private volatile @Nullable Registration registration;

    /** Guarded by the monitor of this. */
    private boolean released;

    /**
     * A pipe that nobody uses yet.
     *
     * @param name what the child calls it, for failures
     * @param channel in non-blocking mode; belongs to this from now on
     * @param home the runtime that gets a failure to close it
     */
    public PipeEnd(String name, C channel, Driver home) {
        this.name = name;
        this.channel = channel;
        this.home = home;
    }

    /** What the child calls it. */
    String name() {
        return name;
    }

    C channel() {
        return channel;
    }

    /** A subscription wants to use this. */
    Begin begin() {
        int before = (int) STATE.compareAndExchange(this, FREE, USED);
        return switch (before) {
            case FREE -> Begin.GRANTED;
            case USED -> Begin.IN_USE;
            case ENDED -> Begin.ENDED;
            default -> Begin.CLOSED;
        };
    }

    /** The subscription has left this to a later one. */
    void leave() {
        STATE.compareAndSet(this, USED, FREE);
    }

    /** The pipe has ended. Gives the descriptor back. */
    void end() {
        STATE.compareAndSet(this, USED, ENDED);
        release();
    }

    /** Ends it in good order, unless a subscription uses it. Returns whether that was so, or it had ended before. */
    public boolean endUnused() {
        boolean ended = STATE.compareAndSet(this, FREE, ENDED);
        if (ended) {
            release();
        }
        return ended || state == ENDED;
    }

    /** Closes it. A subscription that uses it is woken and fails. Does nothing if it has ended. Never throws. */
    public void close() {
        for (int now = state; now == FREE || now == USED; now = state) {
            if (STATE.compareAndSet(this, now, CLOSED)) {
                break;
            }
        }
        release();
    }

    /** Whether it was closed before it has ended. */
    boolean isClosed() {
        return state == CLOSED;
    }

    /** Wakes the leaf once when there is something to read, or the end. */
    void awaitReadable(Leaf leaf) throws IOException {
        open(leaf).awaitReadable(leaf);
    }

    /** Says that the leaf that waited for reading does not need it for now. */
    void pauseReading() {
        Registration made = registration;
        if (made != null) {
            made.pauseReading();
        }
    }

    /** Wakes the leaf once when there is room to write, or a failure. */
    void awaitWritable(Leaf leaf) throws IOException {
        open(leaf).awaitWritable(leaf);
    }

    private Registration open(Leaf leaf) throws IOException {
        Registration made = registration;
        if (made == null) {
            synchronized (this) {
                if (released) {
                    throw new ClosedChannelException();
                }
                made = registration;
                if (made == null) {
                    made = leaf.strand().driver().register(channel);
                    registration = made;
                }
            }
        }
        if (made.isClosed()) {
            throw new ClosedChannelException();
        }
        return made;
    }

    private void release() {
        try {
            synchronized (this) {
                released = true;
                Registration made = registration;
                if (made != null) {
                    made.close();
                } else {
                    channel.close();
                }
            }
        } catch (Throwable failure) {
            home.unseen(failure, "closing the pipe to " + name);
        }
    }
}
