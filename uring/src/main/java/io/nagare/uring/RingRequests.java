package io.nagare.uring;

import java.io.IOException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The requests that sockets have in a ring. Each socket has a place, by which completions name it. The thread that
 * selects calls this, unless a method says otherwise.
 *
 * <p>It owns the ring and the event descriptor by which other threads end a wait, and gives them back in
 * {@link #close}.
 */
final class RingRequests {

    static final int INCOMING = 1;
    static final int WRITABLE = 2;
    private static final int WAKE = 3;
    private static final int CANCEL = 4;
    private static final int KIND_BITS = 3;

    private static final int POLL_ADD = 6;
    private static final int ACCEPT = 13;
    private static final int ASYNC_CANCEL = 14;
    private static final int RECEIVE = 27;

    private static final int SELECTS_BUFFER = 1 << 5;
    private static final int POLL_AGAIN = 1;
    private static final int ACCEPT_AGAIN = 1;
    private static final int RECEIVE_AGAIN = 1 << 1;
    private static final int POLL_IN = 1;
    private static final int POLL_OUT = 4;
    private static final int NON_BLOCKING_AND_CLOSE_ON_EXEC = 0x80800;
    private static final int MORE = 1 << 1;

    private final RingCalls calls;
    private final Ring ring;
    private final int event;

    /** Held for a signal, and to close the event descriptor: its number may be another's at once. */
    private final Object signalling = new Object();

    private boolean eventClosed;
    private final ArrayList<@Nullable RingSocket> places = new ArrayList<>();
    private final ArrayList<Integer> freePlaces = new ArrayList<>();
    private boolean lacksBuffers;

    private RingRequests(RingCalls calls, Ring ring, int event) {
        this.calls = calls;
        this.ring = ring;
        this.event = event;
    }

    /**
     * Opens a ring.
     *
     * @throws RingUnavailableException if the system refuses
     */
    static RingRequests open(RingCalls calls) throws IOException {
        Ring ring = Ring.open(calls);
        int event = calls.eventDescriptor();
        if (event < 0) {
            ring.close(true);
            throw RingUnavailableException.of("eventfd", event);
        }
        RingRequests opened = new RingRequests(calls, ring, event);
        opened.watchEvent();
        return opened;
    }

    /** Any thread: ends a wait. Does nothing once this is closed. */
    void signal() {
        synchronized (signalling) {
            if (!eventClosed) {
                calls.signal(event);
            }
        }
    }

    /** Submits what was requested, and waits for a completion; see {@link Ring#enter}. */
    void submit(long waitNanos) throws IOException {
        ring.enter(waitNanos);
    }

    /** The tag of a socket's request. */
    long tag(int place, int kind) {
        return (long) place << KIND_BITS | kind;
    }

    /** Any thread that knows the ring to be open: the buffers into which it receives. */
    ReceiveBuffers buffers() {
        return ring.buffers();
    }

    void receive(int descriptor, long tag) throws IOException {
        ring.push(RECEIVE, SELECTS_BUFFER, RECEIVE_AGAIN, descriptor, 0, 0, tag);
    }

    void accept(int descriptor, long tag) throws IOException {
        ring.push(ACCEPT, 0, ACCEPT_AGAIN, descriptor, 0, NON_BLOCKING_AND_CLOSE_ON_EXEC, tag);
    }

    void awaitReadable(int descriptor, long tag) throws IOException {
        ring.push(POLL_ADD, 0, 0, descriptor, 0, POLL_IN, tag);
    }

    void awaitWritable(int descriptor, long tag) throws IOException {
        ring.push(POLL_ADD, 0, 0, descriptor, 0, POLL_OUT, tag);
    }

    /** Cancels a request of a socket. Its own completion says whether the request was found. */
    void cancel(int place, int kind) throws IOException {
        ring.push(ASYNC_CANCEL, 0, 0, -1, tag(place, kind), 0, tag(place, CANCEL));
    }

    /** A signal completes the request again. What the descriptor counts is never read, so no call is needed for it. */
    private void watchEvent() throws IOException {
        ring.pushPoll(event, POLL_AGAIN, POLL_IN, WAKE);
    }

    /** Notes that the system had no buffer for what came in. */
    void lacksBuffers() {
        lacksBuffers = true;
    }

    /** Gives a socket a place, by which completions name it. */
    int enter(RingSocket socket) {
        if (freePlaces.isEmpty()) {
            places.add(socket);
            return places.size() - 1;
        }
        int place = freePlaces.remove(freePlaces.size() - 1);
        places.set(place, socket);
        return place;
    }

    /** Takes back a place that no request names any more. */
    void leave(int place) {
        places.set(place, null);
        freePlaces.add(place);
    }

    /**
     * Hands the completions that are there to their sockets. Those that come meanwhile wait for the next call. A
     * request that is made here may complete at once, so there might be no end.
     */
    void takeCompletions(RingSelector at) throws IOException {
        for (int left = ring.completions(); left > 0; left--) {
            long tag = ring.tag();
            int result = ring.result();
            int flags = ring.flags();
            ring.advance();
            int kind = (int) tag & (1 << KIND_BITS) - 1;
            if (kind == WAKE) {
                if ((flags & MORE) == 0) {
                    watchEvent();
                }
            } else {
                RingSocket socket = places.get((int) (tag >>> KIND_BITS));
                if (socket != null && kind == CANCEL) {
                    socket.cancelled(at, result);
                } else if (socket != null) {
                    socket.completed(at, kind, result, flags);
                }
            }
        }
        if (lacksBuffers) {
            lacksBuffers = false;
            leaveScarceBuffers(at);
        }
    }

    /** What waits in the buffers is copied, so that all of them can be lent again and nobody is starved. */
    private void leaveScarceBuffers(RingSelector at) {
        for (RingSocket socket : places) {
            if (socket != null) {
                socket.leaveScarceBuffers(at);
            }
        }
    }

    /** Settles all sockets of a selector that closes. Returns whether none is left. */
    boolean settleAll(RingSelector at) throws IOException {
        boolean empty = true;
        for (int place = 0; place < places.size(); place++) {
            RingSocket socket = places.get(place);
            if (socket != null) {
                socket.settle(at);
                empty &= places.get(place) == null;
            }
        }
        return empty;
    }

    /** Gives everything back. {@code unused} is as in {@link Ring#close}. */
    void close(RingSelector at, boolean unused) {
        for (RingSocket socket : places) {
            if (socket != null) {
                socket.abandon(at);
            }
        }
        synchronized (signalling) {
            eventClosed = true;
            calls.close(event);
        }
        ring.close(unused);
    }
}
