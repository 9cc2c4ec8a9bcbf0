package io.nagare.testing.simulation;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the JDK asks of a datagram channel beside opening, sending and receiving. */
abstract class DatagramChannelBase extends DatagramChannel {

    /** Linux' default. */
    private static final int DEFAULT_BUFFER = 212_992;

    private final SocketOptions options = new SocketOptions();

    DatagramChannelBase(SelectorProvider provider) {
        super(provider);
    }

    final int receiveBuffer() {
        Integer bytes = options.get(StandardSocketOptions.SO_RCVBUF);
        return bytes == null ? DEFAULT_BUFFER : bytes;
    }

    @Override
    public <T> DatagramChannel setOption(SocketOption<T> name, T value) {
        options.set(name, value);
        return this;
    }

    @Override
    public <T> @Nullable T getOption(SocketOption<T> name) {
        return options.get(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return Set.of(
                StandardSocketOptions.SO_SNDBUF,
                StandardSocketOptions.SO_RCVBUF,
                StandardSocketOptions.SO_REUSEADDR,
                StandardSocketOptions.SO_BROADCAST);
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface on) {
        throw new UnsupportedOperationException("a simulated network has no multicast");
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface on, InetAddress source) {
        throw new UnsupportedOperationException("a simulated network has no multicast");
    }

    @Override
    public DatagramSocket socket() {
        throw new UnsupportedOperationException("a simulated channel has no socket");
    }

    @Override
    public DatagramChannel disconnect() {
        throw new UnsupportedOperationException("a simulated channel stays connected");
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        throw new UnsupportedOperationException("a simulated datagram is received");
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException("a simulated datagram is received");
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        throw new UnsupportedOperationException("a simulated datagram is sent");
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException("a simulated datagram is sent");
    }

    @Override
    protected void implConfigureBlocking(boolean block) {
        if (block) {
            throw new UnsupportedOperationException("a simulated channel never blocks");
        }
    }
}
