package io.nagare.net.tls;

import io.nagare.driver.Leaf;
import io.nagare.driver.Resource;
import io.nagare.net.wire.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/** One end of a pair of wires in memory. Buffers are bounded, and the test says how it is cut up and cut off. */
final class MemoryWire implements Wire {

    /** What becomes of a direction behind some bytes. */
    enum Cut {
        END,
        RESET
    }

    /** One direction. Guarded by its own monitor. */
    static final class Direction {
        private final byte[] bytes;
        private final int piece;
        private int start;
        private int count;
        private long passed;
        private long cutAt = Long.MAX_VALUE;
        private Cut cut = Cut.END;
        private boolean ended;
        private boolean reset;
        private Leaf reader;
        private Leaf writer;

        Direction(int capacity, int piece) {
            this.bytes = new byte[capacity];
            this.piece = piece;
        }

        synchronized int write(ByteBuffer from) throws IOException {
            if (reset) {
                throw new IOException("Connection reset by peer");
            }
            int moved = 0;
            while (from.hasRemaining() && count < bytes.length && moved < piece) {
                byte next = from.get();
                moved++;
                if (passed < cutAt) {
                    bytes[(start + count++) % bytes.length] = next;
                    passed++;
                }
            }
            if (passed >= cutAt) {
                cutOff();
            }
            wake(reader);
            reader = null;
            return moved;
        }

        private void cutOff() {
            if (cut == Cut.RESET) {
                reset = true;
            } else {
                ended = true;
            }
        }

        synchronized int read(ByteBuffer into) throws IOException {
            int moved = 0;
            while (count > 0 && into.hasRemaining() && moved < piece) {
                into.put(bytes[start]);
                start = (start + 1) % bytes.length;
                count--;
                moved++;
            }
            if (moved > 0) {
                wake(writer);
                writer = null;
                return moved;
            }
            if (reset) {
                throw new IOException("Connection reset by peer");
            }
            return ended && into.hasRemaining() ? -1 : 0;
        }

        synchronized void end() {
            ended = true;
            wakeBoth();
        }

        synchronized void resetNow() {
            reset = true;
            count = 0;
            wakeBoth();
        }

        synchronized void wakeBoth() {
            wake(reader);
            wake(writer);
            reader = null;
            writer = null;
        }

        synchronized void awaitReadable(Leaf leaf) {
            if (count > 0 || ended || reset) {
                leaf.wake();
            } else {
                reader = leaf;
            }
        }

        synchronized void awaitWritable(Leaf leaf) {
            if (count < bytes.length || reset) {
                leaf.wake();
            } else {
                writer = leaf;
            }
        }

        private static void wake(Leaf leaf) {
            if (leaf != null) {
                leaf.wake();
            }
        }
    }

    private final Direction in;
    private final Direction out;
    private final int port;
    private volatile boolean closed;
    volatile boolean wasReset;
    volatile Resource owner;

    private MemoryWire(Direction in, Direction out, int port) {
        this.in = in;
        this.out = out;
        this.port = port;
    }

    /**
     * Makes two ends.
     *
     * @param capacity of each direction in bytes
     * @param piece how much moves in one call
     */
    static MemoryWire[] pair(int capacity, int piece) {
        Direction there = new Direction(capacity, piece);
        Direction back = new Direction(capacity, piece);
        return new MemoryWire[] {new MemoryWire(back, there, 1), new MemoryWire(there, back, 2)};
    }

    /** Cuts off what this end sends behind some bytes. */
    MemoryWire cutOutAt(long bytes, Cut how) {
        out.cutAt = bytes;
        out.cut = how;
        if (bytes == 0) {
            synchronized (out) {
                out.cutOff();
            }
        }
        return this;
    }

    long sent() {
        return out.passed;
    }

    boolean isClosed() {
        return closed;
    }

    private void check() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        check();
        return in.read(into);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        check();
        return out.write(from);
    }

    @Override
    public boolean end() throws IOException {
        check();
        out.end();
        return true;
    }

    @Override
    public void awaitReadable(Leaf leaf) throws IOException {
        check();
        in.awaitReadable(leaf);
    }

    @Override
    public void pauseReading() {}

    @Override
    public void awaitWritable(Leaf leaf) throws IOException {
        check();
        out.awaitWritable(leaf);
    }

    @Override
    public void open(Resource owner) {
        this.owner = owner;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            out.end();
            in.resetNow();
        }
    }

    @Override
    public void reset() {
        if (!closed) {
            closed = true;
            wasReset = true;
            out.resetNow();
            in.resetNow();
        }
    }

    @Override
    public SocketAddress localAddress() {
        return InetSocketAddress.createUnresolved("memory", port);
    }

    @Override
    public SocketAddress remoteAddress() {
        return InetSocketAddress.createUnresolved("memory", 3 - port);
    }
}
