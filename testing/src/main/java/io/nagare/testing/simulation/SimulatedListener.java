package io.nagare.testing.simulation;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayDeque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A listening socket of a simulated host. Used by the thread that steps. */
final class SimulatedListener extends ServerSocketChannel implements Watched {

    /** The backlog if none is given. */
    private static final int DEFAULT_BACKLOG = 50;

    private final Host host;
    private final Descriptors descriptors;
    private final SimulatedRegistration registration = new SimulatedRegistration(this);
    private final ArrayDeque<SimulatedSocket> backlog = new ArrayDeque<>();
    private final SocketOptions options = new SocketOptions();
    private @Nullable SocketAddress local;
    private int room = DEFAULT_BACKLOG;

    SimulatedListener(SelectorProvider provider, Host host) {
        super(provider);
        this.host = host;
        this.descriptors = host.descriptors();
    }

    @Override
    public ServerSocketChannel bind(SocketAddress address, int wanted) throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        if (local != null) {
            throw new AlreadyBoundException();
        }
        if (address instanceof UnixDomainSocketAddress unix) {
            host.bindings().names().bind(unix.getPath(), this);
            local = unix;
        } else {
            bind((InetSocketAddress) address);
        }
        room = wanted > 0 ? wanted : DEFAULT_BACKLOG;
        return this;
    }

    private void bind(InetSocketAddress where) throws BindException {
        if (!host.owns(where.getAddress())) {
            throw new BindException("Cannot assign requested address");
        }
        InetSocketAddress bound = host.bindings().ports().bind(where, this);
        local = bound;
        host.note("listens on port " + bound.getPort());
    }

    /** Whether a connection to an address may be for this: it listens on that address, or on all. */
    boolean overlaps(InetAddress address) {
        InetAddress own = local instanceof InetSocketAddress inet ? inet.getAddress() : null;
        return own != null && (own.equals(address) || own.isAnyLocalAddress() || address.isAnyLocalAddress());
    }

    /** A peer wants to connect. Returns the socket at this end, or null if there is no room. */
    @Nullable SimulatedSocket connected() {
        if (backlog.size() >= room) {
            return null;
        }
        SimulatedSocket accepted = new SimulatedSocket(provider(), host, options);
        backlog.add(accepted);
        return accepted;
    }

    /** A connection in the backlog is complete, or has failed. */
    void changed() {
        registration.changed();
    }

    @Override
    public @Nullable SocketChannel accept() throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        if (local == null) {
            throw new NotYetBoundException();
        }
        if (backlog.isEmpty()) {
            return null;
        }
        host.descriptors().take();
        SimulatedSocket accepted = backlog.removeFirst();
        accepted.accepted();
        return accepted;
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() {
        return local;
    }

    @Override
    public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) {
        options.set(name, value);
        return this;
    }

    @Override
    public <T> @Nullable T getOption(SocketOption<T> name) {
        return options.get(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return Set.of(StandardSocketOptions.SO_RCVBUF, StandardSocketOptions.SO_REUSEADDR);
    }

    @Override
    public ServerSocket socket() {
        throw new UnsupportedOperationException("a simulated channel has no socket");
    }

    @Override
    protected void implCloseSelectableChannel() {
        descriptors.giveBack();
        if (local instanceof InetSocketAddress inet) {
            host.bindings().ports().release(inet.getPort(), this);
        } else if (local instanceof UnixDomainSocketAddress unix) {
            host.bindings().names().release(unix.getPath(), this);
        }
        backlog.forEach(SimulatedSocket::abort);
        backlog.clear();
    }

    @Override
    protected void implConfigureBlocking(boolean block) {
        if (block) {
            throw new UnsupportedOperationException("a simulated channel never blocks");
        }
    }

    @Override
    public boolean isReadable() {
        return !isOpen() || !backlog.isEmpty();
    }

    @Override
    public boolean isWritable() {
        return false;
    }

    @Override
    public SimulatedRegistration registration() {
        return registration;
    }

    @Override
    public String toString() {
        return local instanceof InetSocketAddress inet ? host.name() + ":" + inet.getPort() : host.name() + ":" + local;
    }
}
