package io.nagare.net.wire;

import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.LentChannel;
import io.nagare.driver.Resource;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * A wire from which some bytes were read already. They are read again first. It may tell other addresses than those of
 * the wire, as a proxy has announced them.
 */
public final class PrefixedWire implements Wire {

    private final Wire wire;

    /** The bytes that come first. Used by the reader. */
    private final ByteBuffer prefix;

    private final SocketAddress localAddress;
    private final SocketAddress remoteAddress;

    /** A wire with the addresses of the given one. */
    public PrefixedWire(Wire wire, ByteBuffer prefix) {
        this(wire, prefix, wire.localAddress(), wire.remoteAddress());
    }

    /** A wire with other addresses. */
    public PrefixedWire(Wire wire, ByteBuffer prefix, SocketAddress localAddress, SocketAddress remoteAddress) {
        this.wire = wire;
        this.prefix = prefix;
        this.localAddress = localAddress;
        this.remoteAddress = remoteAddress;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (!prefix.hasRemaining()) {
            return wire.read(into);
        }
        int count = Math.min(prefix.remaining(), into.remaining());
        int limit = prefix.limit();
        prefix.limit(prefix.position() + count);
        into.put(prefix);
        prefix.limit(limit);
        return count;
    }

    @Override
    public boolean keepsRead() {
        return prefix.hasRemaining() || wire.keepsRead();
    }

    @Override
    public void awaitReadable(Leaf leaf) throws IOException {
        if (prefix.hasRemaining()) {
            leaf.wake();
        } else {
            wire.awaitReadable(leaf);
        }
    }

    @Override
    public void pauseReading() {
        wire.pauseReading();
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return wire.write(from);
    }

    @Override
    public boolean flush() throws IOException {
        return wire.flush();
    }

    @Override
    public boolean end() throws IOException {
        return wire.end();
    }

    @Override
    public boolean hasFarewell() {
        return wire.hasFarewell();
    }

    @Override
    public void awaitWritable(Leaf leaf) throws IOException {
        wire.awaitWritable(leaf);
    }

    @Override
    public void open(Resource owner) throws IOException {
        wire.open(owner);
    }

    @Override
    public void close() {
        wire.close();
    }

    @Override
    public void reset() {
        wire.reset();
    }

    @Override
    public SocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public SocketAddress remoteAddress() {
        return remoteAddress;
    }

    @Override
    public @Nullable UnixDomainPrincipal credentials() throws IOException {
        return wire.credentials();
    }

    @Override
    public @Nullable LentChannel transferChannel(Driver driver) throws IOException {
        return wire.transferChannel(driver);
    }
}
