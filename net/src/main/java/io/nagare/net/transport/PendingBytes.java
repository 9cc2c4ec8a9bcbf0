package io.nagare.net.transport;

import io.nagare.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The pieces that wait to be written, in their order. Used by one write, on its strand. */
final class PendingBytes {

    /** None of them is empty. Made when the first piece has to wait. */
    private @Nullable ArrayDeque<Bytes> pieces;

    /** How much of the first piece has been written. */
    private int written;

    private long length;

    /** Puts a piece that is not empty behind the others. */
    void add(Bytes bytes) {
        ArrayDeque<Bytes> queue = pieces;
        if (queue == null) {
            queue = new ArrayDeque<>(4);
            pieces = queue;
        }
        queue.add(bytes);
        length += bytes.length();
    }

    /** How many bytes there are. */
    long length() {
        return length;
    }

    /** How many pieces there are. */
    int count() {
        return pieces == null ? 0 : pieces.size();
    }

    /** Copies the first bytes into the buffer, as many as fit. They stay here. */
    void gather(ByteBuffer buffer) {
        ArrayDeque<Bytes> queue = pieces;
        if (queue == null) {
            return;
        }
        int from = written;
        for (Bytes bytes : queue) {
            int to = Math.min(bytes.length(), from + buffer.remaining());
            bytes.copyTo(buffer, from, to);
            if (to < bytes.length()) {
                return;
            }
            from = 0;
        }
    }

    /** Removes the first bytes, which have been written. */
    void remove(int count) {
        ArrayDeque<Bytes> queue = pieces;
        if (queue == null) {
            return;
        }
        length -= count;
        int left = written + count;
        for (Bytes first = queue.peek(); first != null && left >= first.length(); first = queue.peek()) {
            left -= first.length();
            queue.remove();
        }
        written = left;
    }

    /** Forgets all of them. */
    void clear() {
        pieces = null;
        written = 0;
        length = 0;
    }
}
