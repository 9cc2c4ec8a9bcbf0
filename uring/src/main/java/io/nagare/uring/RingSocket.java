package io.nagare.uring;

import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static java.nio.channels.SelectionKey.OP_CONNECT;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * The descriptor of a socket, and what a ring does for it. One request brings what comes in: bytes, or connections. It
 * stays in flight from one item to the next. Another request waits until the socket is writable.
 *
 * <p>Its channel reads, writes and closes it on any thread. A selector settles it and reports completions on the thread
 * that selects. This object's monitor guards its fields.
 *
 * <p>Always holds: the descriptor is given back once, and only when no request is in flight. What came in is handed out
 * in order.
 */
abstract class RingSocket {

    /*
     * Implementation. Order of locks: the selector's, the monitor of `sending`, this monitor, and then the monitors of
     * the selector's list of changes and of the receive buffers.
     */

    private static final int INCOMING_OPERATIONS = OP_READ | OP_ACCEPT;
    private static final int WRITE_OPERATIONS = OP_WRITE | OP_CONNECT;

    /** The completion does not end its request. */
    private static final int MORE = 1 << 1;

    /** Held while the descriptor is used for sending, so that it is not closed meanwhile. */
    final Object sending = new Object();

    private final int descriptor;

    /** The key in the selector that watches this, or has to from now on. */
    private @Nullable RingKey key;

    /** The selector whose ring has requests of this, and its place there. */
    private @Nullable RingSelector home;

    private int place = -1;
    private boolean incomingInFlight;
    private boolean incomingIsCancelled;
    private boolean writableInFlight;
    private boolean writableIsCancelled;
    private boolean writable;
    private boolean closed;
    private boolean givenBack;

    /** Whether the selector has noted a change. Its list of changes guards this. */
    boolean isChanged;

    /** The selector whose list of what may be ready has this. The thread that selects there owns this. */
    @Nullable RingSelector listedAt;

    RingSocket(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Submits the request for what comes in. */
    abstract void submitIncoming(RingSelector at, int descriptor, long tag) throws IOException;

    /** Takes what has come in, or gives it back if this is closed. */
    abstract void incoming(RingSelector at, int result, int flags, boolean isClosed);

    /** Whether something is there to be taken: items, the end, or a failure. */
    abstract boolean hasIncoming();

    /** Whether there is room for more. */
    abstract boolean hasRoom();

    /** Copies what is in a ring's buffers, which the ring needs. */
    abstract void leaveBuffers(RingSelector at);

    /** Lets the other side know at once of a close that has to wait for a request. */
    abstract void tellPeers(int descriptor);

    /** Gives back what has come in and will not be taken. */
    abstract void discard(@Nullable RingSelector at);

    /**
     * Returns the descriptor. The caller holds this monitor or that of {@link #sending}.
     *
     * @throws ClosedChannelException if this is closed
     */
    final int descriptor() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
        return descriptor;
    }

    /** Whether a ring takes what comes in. If so, nobody else may take it. */
    final boolean isIncomingInFlight() {
        return incomingInFlight;
    }

    /** The selector whose ring serves this. */
    final @Nullable RingSelector home() {
        return home;
    }

    /** Whether a selector's ring serves this. */
    final synchronized boolean isAt(RingSelector at) {
        return home == at;
    }

    /** Notes the selector that watches this from now on. One that has watched it before must let go of it. */
    final void attach(RingKey attached) {
        RingSelector before;
        synchronized (this) {
            key = attached;
            before = home;
        }
        if (before != null) {
            before.changed(this);
        }
        attached.selector().changed(this);
    }

    /** Notes that items were taken, so that there may be room again. The caller holds the monitor. */
    final void taken() {
        RingKey registered = key;
        if (!incomingInFlight && registered != null && (registered.interest() & INCOMING_OPERATIONS) != 0) {
            registered.selector().changed(this);
        }
    }

    /** Notes that there is no room any more, although a request is in flight. The caller holds the monitor. */
    final void settleAgain() {
        if (key != null) {
            key.selector().changed(this);
        }
    }

    /** Closes the socket, or tells the other side and leaves closing to the ring that still has requests of it. */
    final void close(boolean abortive) {
        RingSelector at;
        synchronized (sending) {
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
                at = home;
                discard(at);
                if (!isInFlight()) {
                    giveBack();
                } else if (!abortive) {
                    tellPeers(descriptor);
                }
            }
        }
        if (at != null) {
            at.changed(this);
        }
    }

    private boolean isInFlight() {
        return incomingInFlight || writableInFlight;
    }

    private void giveBack() {
        if (!givenBack) {
            givenBack = true;
            Sockets.close(descriptor);
        }
    }

    /**
     * The selecting thread: makes the requests agree with what is wanted. If another ring still has requests of this,
     * that one's selector notes a change here when they have ended.
     */
    final synchronized void settle(RingSelector at) throws IOException {
        if (home == null && isWantedAt(at)) {
            place = at.requests().enter(this);
            home = at;
        }
        if (home != at) {
            return;
        }
        if (!isWantedAt(at)) {
            leave(at);
            return;
        }
        RingKey registered = key;
        int interest = registered == null ? 0 : registered.interest();
        settleIncoming(at, (interest & INCOMING_OPERATIONS) != 0);
        if ((interest & WRITE_OPERATIONS) == 0) {
            writable = false;
        } else if (!writable && !writableInFlight) {
            at.requests().awaitWritable(descriptor, at.requests().tag(place, RingRequests.WRITABLE));
            writableInFlight = true;
        }
        at.list(this);
    }

    private boolean isWantedAt(RingSelector at) {
        RingKey registered = key;
        return !closed && registered != null && registered.selector() == at && registered.isValid() && at.isOpen();
    }

    private void settleIncoming(RingSelector at, boolean wanted) throws IOException {
        if (wanted && hasRoom()) {
            if (!incomingInFlight) {
                submitIncoming(at, descriptor, at.requests().tag(place, RingRequests.INCOMING));
                incomingInFlight = true;
                incomingIsCancelled = false;
            }
        } else if (incomingInFlight && !incomingIsCancelled) {
            at.requests().cancel(place, RingRequests.INCOMING);
            incomingIsCancelled = true;
        }
    }

    private void leave(RingSelector at) throws IOException {
        if (incomingInFlight && !incomingIsCancelled) {
            at.requests().cancel(place, RingRequests.INCOMING);
            incomingIsCancelled = true;
        }
        if (writableInFlight && !writableIsCancelled) {
            at.requests().cancel(place, RingRequests.WRITABLE);
            writableIsCancelled = true;
        }
        if (isInFlight()) {
            return;
        }
        at.requests().leave(place);
        left(at);
    }

    /** The ring ends although the system has not said that the requests have ended. It keeps their buffers. */
    final synchronized void abandon(RingSelector at) {
        if (home == at) {
            incomingInFlight = false;
            writableInFlight = false;
            left(at);
        }
    }

    private void left(RingSelector at) {
        leaveBuffers(at);
        home = null;
        writable = false;
        if (closed) {
            discard(null);
            giveBack();
        } else if (key != null && key.selector() != at) {
            key.selector().changed(this);
        }
    }

    /** The selecting thread: notes a completion. */
    final synchronized void completed(RingSelector at, int kind, int result, int flags) throws IOException {
        boolean ended = (flags & MORE) == 0;
        if (kind == RingRequests.WRITABLE) {
            writable = result != Errors.CANCELED;
            writableInFlight = false;
            writableIsCancelled = false;
        } else {
            incomingInFlight &= !ended;
            incoming(at, result, flags, closed);
        }
        settle(at);
    }

    /**
     * The selecting thread: notes what became of a cancellation. The system does not find a request that it handles at
     * that moment, so a request that is still in flight is cancelled again.
     */
    final synchronized void cancelled(RingSelector at, int result) throws IOException {
        if (result < 0) {
            incomingIsCancelled = false;
            writableIsCancelled = false;
            settle(at);
        }
    }

    /** The selecting thread: which operations are wanted and ready. */
    final synchronized int readyOperations(RingSelector at) {
        RingKey registered = key;
        if (home != at || closed || registered == null || registered.selector() != at || !registered.isValid()) {
            return 0;
        }
        int ready = (hasIncoming() ? INCOMING_OPERATIONS : 0) | (writable ? WRITE_OPERATIONS : 0);
        return ready & registered.interest();
    }

    /** The selecting thread: the key to report, after {@link #readyOperations}. */
    final synchronized @Nullable RingKey reported(int operations) {
        if ((operations & WRITE_OPERATIONS) != 0) {
            // Asked anew as long as there is interest.
            writable = false;
            if (home != null) {
                home.changed(this);
            }
        }
        return key;
    }

    /** The selecting thread of a ring that has run out of buffers: gives those of this socket back. */
    final synchronized void leaveScarceBuffers(RingSelector at) {
        if (home == at) {
            leaveBuffers(at);
        }
    }
}
