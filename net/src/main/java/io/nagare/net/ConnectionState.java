package io.nagare.net;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Which directions of a connection are in use and which have ended, as one word, since the two may be on different strands. Each change
 * is a transition with a name, which returns what its caller must do.
 *
 * <p>Always holds: exactly one transition tells its caller to close the connection.
 */
final class ConnectionState {

    private static final int READING = 1;
    private static final int READ_ENDED = 2;
    private static final int WRITING = 4;
    private static final int WRITE_ENDED = 8;
    private static final int CLOSED = 16;

    private static final VarHandle STATE = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "state", VarHandle.class, ConnectionState.class, int.class);

    private volatile int state;

    /** A subscriber wants to read. Returns why it may not, or null if it may. */
    @Nullable String beginReading() {
        int before = (int) STATE.getAndBitwiseOr(this, READING);
        if ((before & CLOSED) != 0) {
            return "the connection is closed";
        }
        return (before & READING) != 0 ? "it is being read by another subscriber" : null;
    }

    /** The reader has cancelled; another may read on. */
    void stopReading() {
        STATE.getAndBitwiseAnd(this, ~READING);
    }

    /** The peer will send no more. Returns whether the caller must close the connection. */
    boolean endReading() {
        return end(READ_ENDED, WRITE_ENDED);
    }

    /** A publisher is to be written. Returns why it may not be, or null if it may. */
    @Nullable String beginWriting() {
        int before = (int) STATE.getAndBitwiseOr(this, WRITING);
        if ((before & CLOSED) != 0) {
            return "the connection is closed";
        }
        if ((before & WRITE_ENDED) != 0) {
            return "the output was ended by an earlier write";
        }
        return (before & WRITING) != 0 ? "it is being written to by another publisher" : null;
    }

    /** Everything of a publisher was written and others may follow. */
    void stopWriting() {
        STATE.getAndBitwiseAnd(this, ~WRITING);
    }

    /** We will send no more. Returns whether the caller must close the connection. */
    boolean endWriting() {
        return end(WRITE_ENDED, READ_ENDED);
    }

    private boolean end(int own, int other) {
        int before = (int) STATE.getAndBitwiseOr(this, own);
        return (before & other) != 0 && close();
    }

    /** The connection is to be closed whatever its state. Returns whether the caller must do it. */
    boolean close() {
        return ((int) STATE.getAndBitwiseOr(this, CLOSED) & CLOSED) == 0;
    }

    boolean isClosed() {
        return (state & CLOSED) != 0;
    }
}
