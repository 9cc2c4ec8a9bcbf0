package io.nagare.net;

import io.nagare.Many;
import io.nagare.driver.Driver;
import io.nagare.driver.Registration;
import io.nagare.driver.Resource;
import java.io.IOException;
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
 * A listening socket. Any number of subscribers may accept from it; each connection goes to one of those that have
 * demand, in turn.
 *
 * <p>It closes together with its accept stream: when the last of its subscribers has cancelled or failed, or when there
 * has been none for 10 seconds after the opening. One that was opened by {@link Tcp#listenUntilClosed} stays open until
 * {@link #close()}. Each closes with the runtime on which it was opened.
 *
 * <p>May be used by any thread. The lock guards whose turn it is; the socket itself is asked outside it.
 *
 * <p>Always holds: if a subscriber has demand and has found no connection, then one of those has the turn, and is woken
 * by the poller or by the end of a pause, or has been woken and not run yet. When it has what it wants, or leaves, it
 * passes the turn on.
 */
public final class TcpListener implements AutoCloseable {

    static final long FIRST_PAUSE_NANOS = 5_000_000;
    private static final long LONGEST_PAUSE_NANOS = 1_000_000_000;

    private final ServerSocketChannel channel;
    private final ListenOptions options;
    private final InetSocketAddress localAddress;

    /** Whether this closes when nobody accepts any more. */
    private final boolean scoped;

    /** Of the runtime on which this was opened, and this as it is known there. */
    private final Driver home;

    private final Resource resource = this::runtimeClosed;

    private final ReentrantLock lock = new ReentrantLock();

    /** All that have subscribed and not ended. */
    private final Set<AcceptSource> subscribers = new HashSet<>();

    /** Those of them that have demand, found no connection and have not got the turn, longest waiting first. */
    private final ArrayDeque<AcceptSource> waiting = new ArrayDeque<>();

    private @Nullable AcceptSource turn;

    /** Whether anybody has subscribed. Under the lock. */
    private boolean used;

    /** How long the last pause was in an episode in which accepting fails, 0 outside. */
    private volatile long pauseNanos;

    /** Whether the one whose turn it is sits out a pause, for all of them. */
    private volatile boolean pausing;

    private volatile @Nullable Registration registration;
    private volatile boolean closed;

    /** The runtime was closed on which this was opened. */
    private volatile boolean cutOff;

    private TcpListener(ServerSocketChannel channel, ListenOptions options, boolean scoped, Driver home)
            throws IOException {
        this.channel = channel;
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
        TcpStream.load();
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
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            lock.unlock();
        }
        closeChannel();
        home.closed(resource);
        wakeAll();
    }

    private void closeChannel() {
        Registration registered = registration;
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
        wakeAll();
    }

    /** Has all subscribers see that the socket is closed. */
    private void wakeAll() {
        List<AcceptSource> toWake;
        lock.lock();
        try {
            toWake = List.copyOf(subscribers);
        } finally {
            lock.unlock();
        }
        toWake.forEach(AcceptSource::wake);
    }

    /** Whether this is open and nobody has ever accepted from it. */
    boolean isUnused() {
        lock.lock();
        try {
            return !used && !closed && !cutOff;
        } finally {
            lock.unlock();
        }
    }

    /** Whether {@link #close()} was called. */
    boolean isClosed() {
        return closed;
    }

    /** Whether the socket was closed otherwise, which is for its runtime alone. */
    boolean isCutOff() {
        Registration registered = registration;
        return (cutOff || registered != null && registered.isClosed()) && !closed;
    }

    void enter(AcceptSource source) {
        lock.lock();
        try {
            used = true;
            subscribers.add(source);
        } finally {
            lock.unlock();
        }
    }

    void leave(AcceptSource source) {
        boolean last;
        lock.lock();
        try {
            subscribers.remove(source);
            last = subscribers.isEmpty();
            yieldTurn(source);
        } finally {
            lock.unlock();
        }
        if (last && scoped) {
            close();
        }
    }

    /** The next connection; null if there is none at the moment, or if accepting pauses and another sits it out. */
    @Nullable TcpStream tryAccept(AcceptSource source, Driver driver) throws IOException {
        if (pausing && !hasTurn(source)) {
            return null;
        }
        SocketChannel accepted = channel.accept();
        try {
            if (pauseNanos != 0) {
                endPauses(source);
            }
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

    /** A source has demand and found no connection: it is woken when there may be one and it is its turn. */
    void await(AcceptSource source, Driver driver) throws IOException {
        lock.lock();
        try {
            if (closed) {
                source.wake();
                return;
            }
            Registration registered = registration;
            if (registered == null) {
                registered = driver.register(channel);
                registration = registered;
            }
            if (turn == null) {
                turn = source;
            }
            if (turn == source) {
                registered.awaitReadable(source);
            } else if (!waiting.contains(source)) {
                waiting.add(source);
            }
        } finally {
            lock.unlock();
        }
    }

    /** A source wants no more for the time being. */
    void passTurn(AcceptSource source) {
        lock.lock();
        try {
            yieldTurn(source);
        } finally {
            lock.unlock();
        }
    }

    private void yieldTurn(AcceptSource source) {
        waiting.remove(source);
        if (turn != source) {
            return;
        }
        pausing = false;
        turn = waiting.poll();
        Registration registered = registration;
        if (turn != null) {
            turn.wake();
        } else if (registered != null) {
            registered.pauseReading();
        }
    }

    /**
     * Accepting failed, for want of descriptors or memory, or because the peer has gone: nobody tries again until a
     * pause is over.
     *
     * @return how long the source is to sit it out for all, in nanoseconds; 0 if another does so already
     */
    long pause(AcceptSource source) {
        lock.lock();
        try {
            if (pausing && turn != source) {
                return 0;
            }
            takeTurn(source);
            pausing = true;
            pauseNanos = pauseNanos == 0 ? FIRST_PAUSE_NANOS : Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
            if (registration != null) {
                registration.pauseReading();
            }
            return pauseNanos;
        } finally {
            lock.unlock();
        }
    }

    boolean isPausing() {
        return pausing;
    }

    private boolean hasTurn(AcceptSource source) {
        lock.lock();
        try {
            return turn == source;
        } finally {
            lock.unlock();
        }
    }

    /** Accepting works again. */
    private void endPauses(AcceptSource source) {
        lock.lock();
        try {
            pausing = false;
            pauseNanos = 0;
            if (turn != null && turn != source) {
                turn.wake();
            }
        } finally {
            lock.unlock();
        }
    }

    private void takeTurn(AcceptSource source) {
        waiting.remove(source);
        if (turn != null && turn != source) {
            waiting.addFirst(turn);
        }
        turn = source;
    }

    @Override
    public String toString() {
        return "listener " + Addresses.describe(localAddress);
    }
}
