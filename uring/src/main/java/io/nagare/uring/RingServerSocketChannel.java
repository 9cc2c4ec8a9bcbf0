package io.nagare.uring;

import static java.util.Objects.requireNonNull;

import io.nagare.driver.AcceptsAhead;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A listening socket for which a ring accepts. Any thread may use it. It must be in non-blocking mode to accept. */
final class RingServerSocketChannel extends ServerSocketChannel implements RingChannel, AcceptsAhead {

    /** The backlog if none is given. */
    private static final int DEFAULT_BACKLOG = 50;

    private final int family;
    private final ListeningSocket listening;
    private volatile boolean bound;

    RingServerSocketChannel(SelectorProvider provider, int family, int descriptor) throws IOException {
        super(provider);
        this.family = family;
        this.listening = new ListeningSocket(descriptor);
        if (family != SocketAddresses.UNIX) {
            SocketOptions.set(descriptor, StandardSocketOptions.SO_REUSEADDR, true);
        }
    }

    @Override
    public SelectableChannel asSelectable() {
        return this;
    }

    @Override
    public ListeningSocket ringSocket() {
        return listening;
    }

    @Override
    public ServerSocketChannel bind(@Nullable SocketAddress address, int backlog) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            synchronized (listening.sending) {
                int descriptor = listening.descriptor();
                if (bound) {
                    throw new AlreadyBoundException();
                }
                check(Sockets.bind(descriptor, SocketAddresses.encode(address, family, arena)));
                check(Sockets.listen(descriptor, backlog < 1 ? DEFAULT_BACKLOG : backlog));
                bound = true;
            }
        }
        return this;
    }

    private static void check(int result) throws IOException {
        if (result < 0) {
            throw Errors.socket(result);
        }
    }

    @Override
    public @Nullable SocketChannel accept() throws IOException {
        if (isBlocking()) {
            throw new IllegalBlockingModeException();
        }
        if (isOpen() && !bound) {
            throw new NotYetBoundException();
        }
        int accepted = listening.take();
        if (accepted < 0) {
            return null;
        }
        try {
            SocketAddress peer = SocketAddresses.of(accepted, true);
            return new RingSocketChannel(
                    provider(), family, accepted, peer != null ? peer : SocketAddresses.unknown(family));
        } catch (Throwable failure) {
            Sockets.close(accepted);
            throw failure;
        }
    }

    @Override
    public boolean stopAcceptingAhead() {
        return listening.stop();
    }

    @Override
    public <T> ServerSocketChannel setOption(SocketOption<T> option, T value) throws IOException {
        checkSupported(option);
        synchronized (listening.sending) {
            SocketOptions.set(listening.descriptor(), option, requireNonNull(value, "value"));
        }
        return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable T getOption(SocketOption<T> option) throws IOException {
        checkSupported(option);
        synchronized (listening.sending) {
            return (T) SocketOptions.get(listening.descriptor(), option);
        }
    }

    private void checkSupported(SocketOption<?> option) {
        if (!supportedOptions().contains(requireNonNull(option, "option"))) {
            throw new UnsupportedOperationException("a ring's listener has no option " + option.name());
        }
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return SocketOptions.supported(family, true);
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        synchronized (listening.sending) {
            int descriptor = listening.descriptor();
            return bound ? SocketAddresses.of(descriptor, false) : null;
        }
    }

    @Override
    public ServerSocket socket() {
        throw new UnsupportedOperationException("a ring's listener has no java.net.ServerSocket");
    }

    @Override
    protected void implCloseSelectableChannel() {
        listening.close(false);
    }

    @Override
    protected void implConfigureBlocking(boolean block) {
        if (block) {
            throw new UnsupportedOperationException("a ring's channel never blocks");
        }
    }
}
