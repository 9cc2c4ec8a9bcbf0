package io.nagare.net.wire;

import io.nagare.driver.Leaf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a pair in memory: a bounded buffer of bytes with one writer and one reader, which may be on two
 * threads. The end that writes calls {@link #write}, {@link #end} and {@link #breakOff}; the end that reads calls
 * {@link #read} and {@link #refuse}.
 *
 * <p>Always holds: a leaf is woken outside the lock, after the change that it waits for.
 */
final class Pipe {

    /** How many bytes it holds at most. */
    static final int CAPACITY = 64 * 1024;

    private static final int FIRST_CAPACITY = 1024;

    /** A ring, which grows as it is needed. Empty once it can no longer be read. */
    private byte[] ring = {};

    private int head;
    private int length;

    /** Whether the writer has ended it. */
    private boolean ended;

    /** What a writer is told, since the end that reads is closed. Null while it is open. */
    private @Nullable String refused;

    /** Whether the end that writes has reset the pair. */
    private boolean broken;

    private @Nullable Leaf reader;
    private @Nullable Leaf writer;

    /** As {@link Wire#read}. */
    int read(ByteBuffer into) throws IOException {
        Leaf woken;
        int count;
        synchronized (this) {
            if (refused != null) {
                throw new ClosedChannelException();
            }
            if (broken) {
                throw new IOException("Connection reset");
            }
            if (length == 0) {
                return ended ? -1 : 0;
            }
            count = Math.min(length, into.remaining());
            int first = Math.min(count, ring.length - head);
            into.put(ring, head, first);
            into.put(ring, 0, count - first);
            head = (head + count) % ring.length;
            length -= count;
            woken = writer;
            writer = null;
        }
        wake(woken);
        return count;
    }

    /** As {@link Wire#write}. */
    int write(ByteBuffer from) throws IOException {
        Leaf woken;
        int count;
        synchronized (this) {
            if (broken || ended) {
                throw new ClosedChannelException();
            }
            if (refused != null) {
                throw new IOException(refused);
            }
            count = Math.min(CAPACITY - length, from.remaining());
            if (count == 0) {
                return 0;
            }
            makeRoomFor(count);
            int tail = (head + length) % ring.length;
            int first = Math.min(count, ring.length - tail);
            from.get(ring, tail, first);
            from.get(ring, 0, count - first);
            length += count;
            woken = reader;
            reader = null;
        }
        wake(woken);
        return count;
    }

    private void makeRoomFor(int count) {
        int needed = length + count;
        if (needed <= ring.length) {
            return;
        }
        int capacity = Math.max(FIRST_CAPACITY, ring.length);
        while (capacity < needed) {
            capacity *= 2;
        }
        byte[] larger = new byte[capacity];
        int first = Math.min(length, ring.length - head);
        System.arraycopy(ring, head, larger, 0, first);
        System.arraycopy(ring, 0, larger, first, length - first);
        ring = larger;
        head = 0;
    }

    /** The writer sends no more. What is here can still be read. */
    void end() {
        Leaf woken;
        synchronized (this) {
            ended = true;
            woken = reader;
            reader = null;
        }
        wake(woken);
    }

    /** The end that writes has gone, so that what is here may be a part of something. It is lost. */
    void breakOff() {
        Leaf woken;
        synchronized (this) {
            broken = true;
            forget();
            woken = reader;
            reader = null;
        }
        wake(woken);
    }

    /** The end that reads has gone. A writer is told why. */
    void refuse(String why) {
        Leaf woken;
        synchronized (this) {
            refused = why;
            forget();
            woken = writer;
            writer = null;
        }
        wake(woken);
    }

    private void forget() {
        ring = new byte[0];
        head = 0;
        length = 0;
    }

    /** As {@link Wire#awaitReadable}. */
    void awaitReadable(Leaf leaf) {
        synchronized (this) {
            if (length == 0 && !ended && !broken && refused == null) {
                reader = leaf;
                return;
            }
        }
        leaf.wake();
    }

    /** As {@link Wire#pauseReading}. */
    synchronized void pauseReading() {
        reader = null;
    }

    /** As {@link Wire#awaitWritable}. */
    void awaitWritable(Leaf leaf) {
        synchronized (this) {
            if (length == CAPACITY && !ended && !broken && refused == null) {
                writer = leaf;
                return;
            }
        }
        leaf.wake();
    }

    /** Wakes both ends, since one of them closes. */
    void wakeBoth() {
        Leaf reading;
        Leaf writing;
        synchronized (this) {
            reading = reader;
            writing = writer;
            reader = null;
            writer = null;
        }
        wake(reading);
        wake(writing);
    }

    private static void wake(@Nullable Leaf leaf) {
        if (leaf != null) {
            leaf.wake();
        }
    }
}
