package io.nagare.net.wire;

import io.nagare.driver.Leaf;
import io.nagare.driver.Resource;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One end of a pair of connections in memory. It behaves as a socket does: each direction holds 64 KiB, ends by itself,
 * and is reset if its writer resets it. It holds nothing of the system, so no runtime has to know it.
 */
public final class PipeWire implements Wire {

    private final Pipe in;
    private final Pipe out;
    private final SocketAddress localAddress;
    private final SocketAddress remoteAddress;
    private final AtomicBoolean closed = new AtomicBoolean();

    private PipeWire(Pipe in, Pipe out, SocketAddress localAddress, SocketAddress remoteAddress) {
        this.in = in;
        this.out = out;
        this.localAddress = localAddress;
        this.remoteAddress = remoteAddress;
    }

    /** Makes the two ends of a pair. */
    public static PipeWire[] pair() {
        Pipe there = new Pipe();
        Pipe back = new Pipe();
        PipeAddress first = new PipeAddress("first");
        PipeAddress second = new PipeAddress("second");
        return new PipeWire[] {
            new PipeWire(back, there, first, second), new PipeWire(there, back, second, first)
        };
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return in.read(into);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return out.write(from);
    }

    @Override
    public boolean end() {
        out.end();
        return true;
    }

    @Override
    public void awaitReadable(Leaf leaf) {
        in.awaitReadable(leaf);
    }

    @Override
    public void pauseReading() {
        in.pauseReading();
    }

    @Override
    public void awaitWritable(Leaf leaf) {
        out.awaitWritable(leaf);
    }

    @Override
    public void open(Resource owner) {}

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            out.end();
            in.refuse("Broken pipe");
            wakeOwn();
        }
    }

    @Override
    public void reset() {
        if (closed.compareAndSet(false, true)) {
            out.breakOff();
            in.refuse("Connection reset");
            wakeOwn();
        }
    }

    /** The leaves of this end, too, may wait. */
    private void wakeOwn() {
        in.wakeBoth();
        out.wakeBoth();
    }

    @Override
    public SocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public SocketAddress remoteAddress() {
        return remoteAddress;
    }

    /** The address of an end: it says only which of the two it is. */
    private static final class PipeAddress extends SocketAddress {

        private static final long serialVersionUID = 1L;

        private final String name;

        PipeAddress(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return "in memory (" + name + ")";
        }
    }
}
