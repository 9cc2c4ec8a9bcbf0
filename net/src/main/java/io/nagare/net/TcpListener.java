package io.nagare.net;

import io.nagare.Many;
import io.nagare.driver.Driver;
import io.nagare.driver.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket. Any number of subscribers may accept from it; each connection goes to one of those that have demand, in turn.
 *
 * <p>May be used by any thread. The lock guards who waits; the socket itself is asked outside it.
 */
public final class TcpListener implements AutoCloseable {

    private final ServerSocketChannel channel;
    private final ListenOptions options;
    private final InetSocketAddress localAddress;

    private final ReentrantLock lock = new ReentrantLock();

    /** All that have subscribed and not ended. */
    private final Set<AcceptSource> subscribers = new HashSet<>();

    /** Those of them that have demand and found no connection, longest waiting first. */
    private final ArrayDeque<AcceptSource> waiting = new ArrayDeque<>();

    /** The one of those, taken out, that the poller will wake. */
    private @Nullable AcceptSource watching;

    private @Nullable Registration registration;
    private boolean closed;

    private TcpListener(ServerSocketChannel channel, ListenOptions options, InetSocketAddress localAddress) {
        this.channel = channel;
        this.options = options;
        this.localAddress = localAddress;
    }

    static TcpListener open(InetSocketAddress address, ListenOptions options) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.configureBlocking(false);
            options.apply(channel);
            channel.bind(address, options.backlog());
            return new TcpListener(channel, options, (InetSocketAddress) channel.getLocalAddress());
        } catch (IOException failure) {
            channel.close();
            throw new ListenFailedException(address, failure);
        }
    }

    /**
     * The connections. Demand: one unit is one accept; without demand they stay in the system's backlog. Cancellation takes nothing
     * with it. Errors: when the system is short of descriptors or memory, accepting pauses, from 5 ms up to 1 s, and goes on; the
     * runtime is told once. Completes when the listener is closed.
     */
    public Many<TcpStream> accept() {
        return Many.driven((subscriber, strand) -> new AcceptSource(this, subscriber, strand).start());
    }

    /** Where it listens, with the port that the system chose. */
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    /** Closes the socket: the accepting streams complete, connections that were accepted go on. Calling it again does nothing. */
    @Override
    public void close() {
        List<AcceptSource> toWake;
        Registration registered;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            toWake = List.copyOf(subscribers);
            waiting.clear();
            watching = null;
            registered = registration;
        } finally {
            lock.unlock();
        }
        if (registered != null) {
            registered.close();
        } else {
            try {
                channel.close();
            } catch (IOException failure) {
                throw new UncheckedIOException("closing " + this + " failed", failure);
            }
        }
        toWake.forEach(AcceptSource::wake);
    }

    /** The next connection, or null if there is none at the moment. */
    @Nullable TcpStream tryAccept() throws IOException {
        SocketChannel accepted = channel.accept();
        if (accepted == null) {
            return null;
        }
        try {
            options.apply(accepted);
            return new TcpStream(accepted, null);
        } catch (IOException | RuntimeException failure) {
            accepted.close();
            throw failure;
        }
    }

    void enter(AcceptSource source) {
        lock.lock();
        try {
            subscribers.add(source);
        } finally {
            lock.unlock();
        }
    }

    void leave(AcceptSource source) {
        lock.lock();
        try {
            subscribers.remove(source);
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed || (registration != null && registration.isClosed());
        } finally {
            lock.unlock();
        }
    }

    /** There was no connection for a source that has demand: it will be woken. */
    void await(AcceptSource source, Driver driver) throws IOException {
        lock.lock();
        try {
            if (closed) {
                source.wake();
                return;
            }
            if (registration == null) {
                registration = driver.register(channel);
            }
            if (watching == source || waiting.contains(source)) {
                return;
            }
            waiting.add(source);
            watchNext(false);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A source has been woken, or wants no more. If the poller was to wake it, the next in line takes its turn.
     *
     * @param moreToAccept whether there may be a connection, so that the next is to look at once
     */
    void release(AcceptSource source, boolean moreToAccept) {
        lock.lock();
        try {
            waiting.remove(source);
            if (watching == source) {
                watching = null;
                watchNext(moreToAccept);
            } else if (moreToAccept && watching == null) {
                watchNext(true);
            }
        } finally {
            lock.unlock();
        }
    }

    private void watchNext(boolean moreToAccept) {
        if (watching != null || registration == null) {
            return;
        }
        watching = waiting.poll();
        if (watching == null) {
            registration.pauseReading();
        } else if (moreToAccept) {
            watching.wake();
        } else {
            registration.awaitReadable(watching);
        }
    }

    @Override
    public String toString() {
        return "listener " + Addresses.describe(localAddress);
    }
}
