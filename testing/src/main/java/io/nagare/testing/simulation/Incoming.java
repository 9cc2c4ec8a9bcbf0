package io.nagare.testing.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.IntUnaryOperator;

/** The receiving direction of a socket: what has arrived and was not read. Used by the thread that steps. */
final class Incoming {

    private final ArrayDeque<ByteBuffer> arrived = new ArrayDeque<>();
    private int unread;
    private boolean ended;
    private boolean shut;

    /** Adds bytes. Returns false if nobody wants them any more. */
    boolean add(byte[] bytes) {
        if (shut) {
            return false;
        }
        unread += bytes.length;
        return arrived.add(ByteBuffer.wrap(bytes));
    }

    /** The peer has ended this direction. */
    void end() {
        ended = true;
    }

    /** The program wants no more. */
    void shut() {
        shut = true;
        clear();
    }

    void clear() {
        arrived.clear();
        unread = 0;
    }

    boolean isUnread() {
        return !arrived.isEmpty();
    }

    boolean isReadable() {
        return ended || shut || !arrived.isEmpty();
    }

    /**
     * Moves bytes into a buffer.
     *
     * @param piece says how many of the bytes that could be read are read now
     * @return how many, 0 if there are none yet, -1 at the end
     */
    int read(ByteBuffer target, IntUnaryOperator piece) {
        if (arrived.isEmpty()) {
            return ended || shut ? -1 : 0;
        }
        int most = Math.min(unread, target.remaining());
        if (most == 0) {
            return 0;
        }
        int count = piece.applyAsInt(most);
        unread -= count;
        for (int left = count; left > 0; ) {
            ByteBuffer first = arrived.element();
            int part = Math.min(left, first.remaining());
            target.put(first.slice(first.position(), part));
            first.position(first.position() + part);
            if (!first.hasRemaining()) {
                arrived.remove();
            }
            left -= part;
        }
        return count;
    }
}
