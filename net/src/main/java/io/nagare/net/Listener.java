package io.nagare.net;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.driver.AcceptsAhead;
import io.nagare.driver.Driver;
import io.nagare.driver.Registration;
import io.nagare.driver.Resource;
import io.nagare.failure.RuntimeClosedException;
import io.nagare.net.socket.AcceptTurns;
import io.nagare.net.socket.Addresses;
import io.nagare.net.socket.Watching;
import io.nagare.net.transport.ConnectionTotals;
import io.nagare.net.transport.Transport;
import io.nagare.net.wire.SocketWire;
import io.nagare.stage.Programs;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket. Any number of subscribers may accept from it; the subscribers with demand get the connections in
 * turn.
 *
 * <p>It closes together with its accept stream: when the last of its subscribers has cancelled or failed, or when there
 * has been none for 10 seconds after the opening. A listener that was opened by {@link Tcp#listenUntilClosed} stays
 * open until {@link #close()}. Every listener closes with the runtime on which it was opened.
 *
 * <p>May be used by any thread. Its {@link AcceptTurns} decide which subscriber accepts next.
 */
public final class Listener implements AutoCloseable {

    /** How long to wait for a selector before asking again whether it has let go of the channel. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(1);

    private final ServerSocketChannel channel;
    private final AcceptTurns turns;
    private final ListenOptions options;
    private final SocketAddress localAddress;

    /** Whether this closes when nobody accepts any more. */
    private final boolean scoped;

    /** The file of a Unix socket. */
    private final @Nullable SocketFile file;

    /** The runtime on which this was opened. */
    private final Driver home;

    /** This, as its runtime knows it. */
    private final Resource resource = this::runtimeClosed;

    /** Whether the runtime on which this was opened has been closed. */
    private volatile boolean cutOff;

    private volatile boolean draining;

    private Listener(
            ServerSocketChannel channel,
            ListenOptions options,
            boolean scoped,
            @Nullable SocketFile file,
            Driver home)
            throws IOException {
        this.channel = channel;
        this.turns = new AcceptTurns(channel);
        this.options = options;
        this.scoped = scoped;
        this.file = file;
        this.home = home;
        this.localAddress = channel.getLocalAddress();
    }

    /**
     * Opens a socket that the runtime knows of.
     *
     * @param scoped whether it closes when nobody accepts any more
     */
    static Listener open(SocketAddress address, ListenOptions options, boolean scoped, Driver home)
            throws IOException {
        Transport.load();
        ServerSocketChannel channel = null;
        SocketFile file = null;
        try {
            channel = open(address, home);
            channel.configureBlocking(false);
            options.apply(channel, address);
            bind(channel, address, options, home);
            file = SocketFile.of(address, home);
            Listener listener = new Listener(channel, options, scoped, file, home);
            if (!home.opened(listener.resource)) {
                throw new RuntimeClosedException("listening on " + Addresses.describe(address));
            }
            return listener;
        } catch (IOException | RuntimeException failure) {
            if (file != null) {
                file.remove();
            }
            if (channel != null) {
                channel.close();
            }
            throw new ListenFailedException(address, failure);
        }
    }

    private static void bind(
            ServerSocketChannel channel, SocketAddress address, ListenOptions options, Driver home)
            throws IOException {
        try {
            channel.bind(address, options.backlog());
        } catch (BindException taken) {
            if (!options.replacesStale() || !(address instanceof UnixDomainSocketAddress unix)) {
                throw taken;
            }
            StaleSocketFile.replace(
                    unix.getPath(), taken, () -> channel.bind(address, options.backlog()), home);
        }
    }

    private static ServerSocketChannel open(SocketAddress address, Driver home) throws IOException {
        return address instanceof UnixDomainSocketAddress
                ? home.channels().openServerSocketChannel(StandardProtocolFamily.UNIX)
                : home.channels().openServerSocketChannel();
    }

    /**
     * Emits the connections. Completes when the listener is closed.
     *
     * <p>Demand: one unit is one accept. Without demand connections stay in the system's backlog. Cancellation loses no
     * connection. It closes the listener, unless others accept from it or it was opened to outlive them. Errors: {@link
     * RuntimeClosedException} when the runtime that watches the socket is closed. If the system is short of descriptors
     * or memory, accepting pauses for 5 ms up to 1 s and then goes on; the runtime's failure handler is told once.
     *
     * <p>The receiver closes a connection. {@code spawnEach} closes it when the task that it was given to ends. If the
     * connection finds its subscriber gone, the stream closes it. {@link Tcp#serve} closes all of them.
     */
    public Many<Connection> accept() {
        return Programs.driven((subscriber, strand) -> new AcceptSource(this, subscriber, strand).start());
    }

    /** Returns the address where this listens, with the port that the system chose. */
    public SocketAddress localAddress() {
        return localAddress;
    }

    /**
     * Returns the port of {@link #localAddress()}.
     *
     * @throws IllegalStateException if this listens on no port, but on a path
     */
    public int port() {
        return Addresses.port(localAddress);
    }

    /**
     * Closes the socket. The accepting streams complete. Connections that were accepted go on. When this returns, the
     * file of a Unix socket is gone. A second call does nothing.
     */
    @Override
    public void close() {
        // First: whatever tells the end comes after this, on any thread.
        removeFile();
        if (!turns.close()) {
            return;
        }
        closeChannel();
        home.closed(resource);
        turns.wakeAll();
    }

    /**
     * Closes the socket when nothing waits in its backlog any more. Peers that wait there are connected already, and
     * would be reset.
     */
    void closeBehindBacklog() {
        draining = true;
        turns.wakeAll();
    }

    /** Whether this is to be closed as soon as its backlog is empty. */
    boolean isDraining() {
        return draining;
    }

    /**
     * Completes when the system refuses new peers. Until a selector has let go of a closed channel, the system goes on
     * listening. Nothing tells when that is, so this looks again and again.
     */
    One<Void> refusesPeers() {
        return Many.interval(Duration.ZERO, LOOK_AGAIN)
                .takeWhile(tick -> channel.isRegistered())
                .then();
    }

    /** Whether this is to be closed if the next call of {@link #tryAccept} finds no connection. */
    boolean isDrainedIfEmpty() {
        return draining && (!(channel instanceof AcceptsAhead ahead) || ahead.stopAcceptingAhead());
    }

    /** How many connections may wait in the backlog. */
    int backlog() {
        return options.backlog();
    }

    private void removeFile() {
        if (file != null) {
            file.remove();
        }
    }

    private void closeChannel() {
        Registration registered = turns.registration();
        if (registered != null) {
            registered.close();
            return;
        }
        try {
            channel.close();
        } catch (IOException failure) {
            home.unseen(failure, "closing " + this);
        }
    }

    private void runtimeClosed() {
        removeFile();
        cutOff = true;
        closeChannel();
        turns.wakeAll();
    }

    /** Whether this is open and nobody has ever accepted from it. */
    boolean isUnused() {
        return !turns.isUsed() && !isClosed() && !cutOff;
    }

    /** Whether {@link #close()} was called. */
    boolean isClosed() {
        return turns.isClosed();
    }

    /** Whether a runtime has closed the socket. */
    boolean isCutOff() {
        Registration registered = turns.registration();
        return (cutOff || registered != null && registered.isClosed()) && !isClosed();
    }

    /** Decides which subscriber accepts next. */
    AcceptTurns turns() {
        return turns;
    }

    /** A subscriber wants no more at all. */
    void leave(AcceptSource source) {
        if (turns.leave(source) && scoped) {
            close();
        }
    }

    /** A subscriber has found no connection, and is woken when there may be one. */
    void await(AcceptSource source, Driver driver) throws IOException {
        turns.await(source, Watching.by(driver, home, channel));
    }

    /** Returns the next connection; null if there is none now, or if another subscriber sits out a pause. */
    @Nullable Connection tryAccept(AcceptSource source, Driver driver) throws IOException {
        if (!turns.mayAccept(source)) {
            return null;
        }
        SocketChannel accepted = channel.accept();
        try {
            if (accepted != null || turns.registration() != null) {
                turns.worked(source);
            }
            if (accepted == null) {
                return null;
            }
            options.apply(accepted);
            Driver opener = Watching.by(driver, home, accepted);
            ConnectionTotals totals = ConnectionTotals.of(opener);
            SocketWire wire = new SocketWire(accepted, null, opener);
            Connection connection = Connection.open(wire, options.connection(), totals);
            totals.countAccepted();
            return connection;
        } catch (Throwable failure) {
            close(accepted, failure);
            throw failure;
        }
    }

    private static void close(@Nullable SocketChannel accepted, Throwable failure) {
        try {
            if (accepted != null) {
                accepted.close();
            }
        } catch (IOException again) {
            failure.addSuppressed(again);
        }
    }

    @Override
    public String toString() {
        return "listener " + Addresses.describe(localAddress);
    }
}
