package io.nagare.testing.simulation;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the JDK asks of a socket channel beside connecting, reading, writing and ending. */
abstract class SocketChannelBase extends SocketChannel {

    final SocketOptions options;
    @Nullable SocketAddress local;
    @Nullable SocketAddress remote;
    boolean pending;
    boolean connected;

    SocketChannelBase(SelectorProvider provider, SocketOptions options) {
        super(provider);
        this.options = options;
    }

    final void checkMayConnect() throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        if (connected) {
            throw new AlreadyConnectedException();
        }
        if (pending) {
            throw new ConnectionPendingException();
        }
    }

    final void checkUsable() throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        if (!connected) {
            throw new NotYetConnectedException();
        }
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        long total = 0;
        for (int i = offset; i < offset + length; i++) {
            int wanted = sources[i].remaining();
            int written = write(sources[i]);
            total += written;
            if (written < wanted) {
                break;
            }
        }
        return total;
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        long total = 0;
        for (int i = offset; i < offset + length; i++) {
            int wanted = targets[i].remaining();
            int count = read(targets[i]);
            if (count < 0) {
                return total == 0 ? -1 : total;
            }
            total += count;
            if (count < wanted) {
                break;
            }
        }
        return total;
    }

    @Override
    public SocketChannel bind(SocketAddress address) {
        throw new UnsupportedOperationException("a simulated socket chooses its port itself");
    }

    @Override
    public <T> SocketChannel setOption(SocketOption<T> name, T value) throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
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
                StandardSocketOptions.SO_LINGER,
                StandardSocketOptions.SO_KEEPALIVE,
                StandardSocketOptions.TCP_NODELAY);
    }

    @Override
    public Socket socket() {
        throw new UnsupportedOperationException("a simulated channel has no socket");
    }

    @Override
    protected void implConfigureBlocking(boolean block) {
        if (block) {
            throw new UnsupportedOperationException("a simulated channel never blocks");
        }
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public boolean isConnectionPending() {
        return pending;
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() {
        return remote;
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() {
        return local;
    }
}
