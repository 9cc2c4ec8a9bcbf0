package io.nagare.net.transport;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Tracks which directions of a connection are in use and which have ended. It is one word, since the two directions may
 * be on different strands. Each change is a transition with a name, which returns what its caller must do.
 *
 * <pre>
 *   reading:  unused --begin--> in use --end--> ended         writing:  unused --begin--> in use --end--> ended
 *               ^                |  ^                                      ^                |
 *               |              leave begin                                 +----- leave ----+
 *               |                v  |
 *               |               left
 * </pre>
 *
 * A reader that leaves may be followed by another. But if our direction has ended too, nobody is left to close the
 * connection, so it closes then. A writer leaves if more is to be written later.
 *
 * <p>Always holds: exactly one transition tells its caller to close the connection.
 */
final class ConnectionState {

    /** The answer to a subscriber that wants to use a direction. */
    enum Begin {
        GRANTED,
        IN_USE,
        ENDED,
        CLOSED
    }

    /** What the caller that closes a connection must do. */
    enum Close {
        /** Another caller closes it, or has closed it. */
        NOTHING,
        /** A publisher is being written: the peer must not take what it has for the whole. */
        RESET,
        /** The peer may still be sending. */
        LINGER,
        /** The peer has ended its direction. */
        AT_ONCE
    }

    private static final int READING = 1;
    private static final int READ_LEFT = 2;
    private static final int READ_ENDED = 4;
    private static final int WRITING = 8;
    private static final int WRITE_ENDED = 16;
    private static final int CLOSED = 32;

    private static final VarHandle STATE = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "state", VarHandle.class, ConnectionState.class, int.class);

    private volatile int state;

    /** A subscriber wants to read. */
    Begin beginReading() {
        return begin(READING, READ_ENDED, READ_LEFT);
    }

    /** The reader has cancelled; another may read on. Returns whether the caller must close the connection. */
    boolean leaveReading() {
        return changeThenClose(READING, READ_LEFT, WRITE_ENDED);
    }

    /** The peer will send no more. Returns whether the caller must close the connection. */
    boolean endReading() {
        return changeThenClose(READING, READ_ENDED, WRITE_ENDED);
    }

    /** A publisher is to be written. */
    Begin beginWriting() {
        return begin(WRITING, WRITE_ENDED, 0);
    }

    /** Everything of a publisher was written and others may follow. */
    void leaveWriting() {
        STATE.getAndBitwiseAnd(this, ~WRITING);
    }

    /** A handshake that used both directions is over: it is as if nobody had used them. */
    void endExchange() {
        STATE.getAndBitwiseAnd(this, ~(READING | WRITING));
    }

    /** We will send no more. Returns whether the caller must close the connection. */
    boolean endWriting() {
        return changeThenClose(WRITING, WRITE_ENDED, READ_ENDED | READ_LEFT);
    }

    /** The connection is to be closed whatever its state. Returns what the caller must do. */
    Close close() {
        int before = (int) STATE.getAndBitwiseOr(this, CLOSED);
        if ((before & CLOSED) != 0) {
            return Close.NOTHING;
        }
        if ((before & WRITING) != 0) {
            return Close.RESET;
        }
        return (before & READ_ENDED) == 0 ? Close.LINGER : Close.AT_ONCE;
    }

    /** Whether the peer has ended its direction, and that was read. */
    boolean hasReadAll() {
        return (state & READ_ENDED) != 0;
    }

    /** Whether there is a reader. */
    boolean isReading() {
        return (state & READING) != 0;
    }

    /** Whether a publisher is being written. */
    boolean isWriting() {
        return (state & WRITING) != 0;
    }

    boolean isClosed() {
        return (state & CLOSED) != 0;
    }

    private Begin begin(int use, int ended, int left) {
        for (; ; ) {
            int now = state;
            if ((now & ended) != 0) {
                return Begin.ENDED;
            }
            if ((now & CLOSED) != 0) {
                return Begin.CLOSED;
            }
            if ((now & use) != 0) {
                return Begin.IN_USE;
            }
            if (casState(now, now & ~left | use)) {
                return Begin.GRANTED;
            }
        }
    }

    /** A direction changes; if the other has come to its end, the connection closes with it. */
    private boolean changeThenClose(int from, int to, int otherEnd) {
        for (; ; ) {
            int now = state;
            boolean closes = (now & otherEnd) != 0;
            if (casState(now, now & ~from | to | (closes ? CLOSED : 0))) {
                return closes && (now & CLOSED) == 0;
            }
        }
    }

    private boolean casState(int expected, int update) {
        return STATE.compareAndSet(this, expected, update);
    }
}
