package io.nagare.net;

import io.nagare.Many;
import io.nagare.driver.Driver;
import io.nagare.driver.Registration;
import io.nagare.driver.Resource;
import io.nagare.net.connection.Connection;
import io.nagare.net.socket.AcceptTurns;
import io.nagare.net.socket.Addresses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket. Any number of subscribers may accept from it; each connection goes to one of those that have
 * demand, in turn.
 *
 * <p>It closes together with its accept stream: when the last of its subscribers has cancelled or failed, or when there
 * has been none for 10 seconds after the opening. One that was opened by {@link Tcp#listenUntilClosed} stays open until
 * {@link #close()}. Each closes with the runtime on which it was opened.
 *
 * <p>May be used by any thread. Which subscriber accepts next is said by its {@link AcceptTurns}.
 */
public final class TcpListener implements AutoCloseable {

    private final ServerSocketChannel channel;
    private final AcceptTurns turns;
    private final ListenOptions options;
    private final InetSocketAddress localAddress;

    /** Whether this closes when nobody accepts any more. */
    private final boolean scoped;

    /** Of the runtime on which this was opened, and this as it is known there. */
    private final Driver home;

    private final Resource resource = this::runtimeClosed;

    /** The runtime was closed on which this was opened. */
    private volatile boolean cutOff;

    private TcpListener(ServerSocketChannel channel, ListenOptions options, boolean scoped, Driver home)
            throws IOException {
        this.channel = channel;
        this.turns = new AcceptTurns(channel);
        this.options = options;
        this.scoped = scoped;
        this.home = home;
        this.localAddress = (InetSocketAddress) channel.getLocalAddress();
    }

    /**
     * Opens a socket that the runtime knows of.
     *
     * @param scoped whether it closes when nobody accepts any more
     */
    static TcpListener open(InetSocketAddress address, ListenOptions options, boolean scoped, Driver home)
            throws IOException {
        Connection.load();
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.configureBlocking(false);
            options.apply(channel);
            channel.bind(address, options.backlog());
            TcpListener listener = new TcpListener(channel, options, scoped, home);
            if (!home.opened(listener.resource)) {
                throw new IOException("the runtime was closed");
            }
            return listener;
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw new ListenFailedException(address, failure);
        }
    }

    /**
     * The connections. Demand: one unit is one accept; without demand they stay in the system's backlog. Cancellation
     * loses no connection, and closes the listener unless others accept from it or it was opened to outlive them.
     * Completes when the listener is closed. Errors: when the system is short of descriptors or memory, accepting
     * pauses, from 5 ms up to 1 s, and goes on; the runtime is told once. An {@link IOException} when the runtime that
     * watches the socket is closed.
     *
     * <p>Who closes a connection: {@code spawnEach}, when the task ends that it was given to; the stream, if the
     * connection finds its subscriber gone. In every other case whoever received it. {@link Tcp#serve} closes all of
     * them.
     */
    public Many<TcpStream> accept() {
        return Many.driven((subscriber, strand) -> new AcceptSource(this, subscriber, strand).start());
    }

    /** Where it listens, with the port that the system chose. */
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    /**
     * Closes the socket: the accepting streams complete, connections that were accepted go on. Calling it again does
     * nothing.
     */
    @Override
    public void close() {
        if (!turns.close()) {
            return;
        }
        closeChannel();
        home.closed(resource);
        turns.wakeAll();
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

    /** Whether the socket was closed otherwise, which is for its runtime alone. */
    boolean isCutOff() {
        Registration registered = turns.registration();
        return (cutOff || registered != null && registered.isClosed()) && !isClosed();
    }

    /** Says whose turn it is among the subscribers. */
    AcceptTurns turns() {
        return turns;
    }

    /** A subscriber wants no more at all. */
    void leave(AcceptSource source) {
        if (turns.leave(source) && scoped) {
            close();
        }
    }

    /** The next connection; null if there is none at the moment, or if accepting pauses and another sits it out. */
    @Nullable TcpStream tryAccept(AcceptSource source, Driver driver) throws IOException {
        if (!turns.mayAccept(source)) {
            return null;
        }
        SocketChannel accepted = channel.accept();
        try {
            turns.worked(source);
            if (accepted == null) {
                return null;
            }
            options.apply(accepted);
            return TcpStream.open(accepted, null, driver);
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
