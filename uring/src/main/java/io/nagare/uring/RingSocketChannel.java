package io.nagare.uring;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.NoConnectionPendingException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose bytes a ring receives. Writing does not go through the ring. Any thread may use this. It must be
 * in non-blocking mode to connect, read or write.
 */
final class RingSocketChannel extends SocketChannel implements RingChannel {

    private final int family;
    private final StreamSocket stream;

    /** Where this is to be connected, while that is pending. The monitor of {@link StreamSocket#sending} guards it. */
    private @Nullable SocketAddress target;

    /** The peer's address, if this was accepted. */
    private final @Nullable SocketAddress peer;

    private volatile boolean connected;
    private volatile boolean endedSending;
    private volatile boolean abortive;

    /** A channel that is not connected. */
    RingSocketChannel(SelectorProvider provider, int family, int descriptor) {
        this(provider, family, descriptor, null);
    }

    /** A channel that was connected by a peer, unless that is null. */
    RingSocketChannel(SelectorProvider provider, int family, int descriptor, @Nullable SocketAddress peer) {
        super(provider);
        this.peer = peer;
        this.family = family;
        this.stream = new StreamSocket(descriptor);
        this.connected = peer != null;
    }

    @Override
    public SelectableChannel asSelectable() {
        return this;
    }

    @Override
    public StreamSocket ringSocket() {
        return stream;
    }

    @Override
    public boolean connect(SocketAddress address) throws IOException {
        requireNonNull(address, "address");
        checkMode();
        synchronized (stream.sending) {
            stream.descriptor();
            if (connected) {
                throw new AlreadyConnectedException();
            }
            if (target != null) {
                throw new ConnectionPendingException();
            }
            return connectTo(address);
        }
    }

    @Override
    public boolean finishConnect() throws IOException {
        checkMode();
        synchronized (stream.sending) {
            stream.descriptor();
            if (connected) {
                return true;
            }
            if (target == null) {
                throw new NoConnectionPendingException();
            }
            // Asked again, the system says how the first request has ended.
            return connectTo(target);
        }
    }

    private boolean connectTo(SocketAddress address) throws IOException {
        int result;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment encoded = SocketAddresses.encode(address, family, arena);
            result = Sockets.connect(stream.descriptor(), encoded);
        }
        switch (result) {
            case 0, Errors.IS_CONNECTED -> {
                target = null;
                connected = true;
                return true;
            }
            case Errors.IN_PROGRESS, Errors.ALREADY, Errors.INTERRUPTED -> {
                target = address;
                return false;
            }
            default -> {
                close();
                throw Errors.socket(result);
            }
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (into.isReadOnly()) {
            throw new IllegalArgumentException("the buffer is read-only");
        }
        checkMode();
        checkConnected();
        return stream.read(into);
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
    public int write(ByteBuffer from) throws IOException {
        checkMode();
        checkConnected();
        int before = from.position();
        synchronized (stream.sending) {
            while (from.hasRemaining()) {
                int descriptor = stream.descriptor();
                if (endedSending) {
                    throw new ClosedChannelException();
                }
                int wanted = from.remaining();
                int count = Sockets.send(descriptor, from);
                if (count == Errors.TRY_AGAIN || count >= 0 && count < Math.min(wanted, Sockets.COPIED_AT_ONCE)) {
                    break;
                }
                if (count < 0 && count != Errors.INTERRUPTED) {
                    throw Errors.socket(count);
                }
            }
        }
        return from.position() - before;
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
    public SocketChannel shutdownOutput() throws IOException {
        checkConnected();
        synchronized (stream.sending) {
            int descriptor = stream.descriptor();
            if (!endedSending) {
                endedSending = true;
                check(Sockets.shutdown(descriptor, Sockets.SHUT_SENDING));
            }
        }
        return this;
    }

    @Override
    public SocketChannel shutdownInput() throws IOException {
        checkConnected();
        synchronized (stream.sending) {
            check(Sockets.shutdown(stream.descriptor(), Sockets.SHUT_RECEIVING));
        }
        return this;
    }

    private static void check(int result) throws IOException {
        if (result < 0 && result != Errors.NOT_CONNECTED) {
            throw Errors.socket(result);
        }
    }

    @Override
    public SocketChannel bind(@Nullable SocketAddress address) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            synchronized (stream.sending) {
                check(Sockets.bind(stream.descriptor(), SocketAddresses.encode(address, family, arena)));
            }
        }
        return this;
    }

    @Override
    public <T> SocketChannel setOption(SocketOption<T> option, T value) throws IOException {
        checkSupported(option);
        synchronized (stream.sending) {
            SocketOptions.set(stream.descriptor(), option, requireNonNull(value, "value"));
        }
        if (option == StandardSocketOptions.SO_LINGER) {
            abortive = value.equals(0);
        }
        return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable T getOption(SocketOption<T> option) throws IOException {
        checkSupported(option);
        synchronized (stream.sending) {
            return (T) SocketOptions.get(stream.descriptor(), option);
        }
    }

    private void checkSupported(SocketOption<?> option) {
        if (!supportedOptions().contains(requireNonNull(option, "option"))) {
            throw new UnsupportedOperationException("a ring's channel has no option " + option.name());
        }
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return SocketOptions.supported(family, false);
    }

    @Override
    public Socket socket() {
        throw new UnsupportedOperationException("a ring's channel has no java.net.Socket");
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public boolean isConnectionPending() {
        synchronized (stream.sending) {
            return target != null;
        }
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() throws IOException {
        synchronized (stream.sending) {
            int descriptor = stream.descriptor();
            return peer != null ? peer : SocketAddresses.of(descriptor, true);
        }
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        synchronized (stream.sending) {
            return SocketAddresses.of(stream.descriptor(), false);
        }
    }

    private void checkMode() {
        if (isBlocking()) {
            throw new IllegalBlockingModeException();
        }
    }

    private void checkConnected() throws IOException {
        if (!connected) {
            if (!isOpen()) {
                throw new ClosedChannelException();
            }
            throw new NotYetConnectedException();
        }
    }

    @Override
    protected void implCloseSelectableChannel() {
        stream.close(abortive);
    }

    @Override
    protected void implConfigureBlocking(boolean block) {
        if (block) {
            throw new UnsupportedOperationException("a ring's channel never blocks");
        }
    }
}
