package io.nagare.net;

import io.nagare.One;
import io.nagare.net.socket.Addresses;
import io.nagare.stage.Programs;
import io.nagare.sync.CancellationToken;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/**
 * A running server. {@link Tcp#serve} gives it to the options' {@code onListening}; {@link Tcp#serveInBackground} emits
 * it. May be used by any thread.
 */
public final class Server implements AutoCloseable {

    private final TcpListener listener;
    private final int maxConnections;
    private final Function<? super Connection, ? extends Publisher<?>> handler;

    /** Cancelled to cut everything off. */
    private final CancellationToken closing = CancellationToken.create();

    /** Cancelled when this is closed and no connection is open. */
    private final CancellationToken ended = CancellationToken.create();

    /**
     * The number of connections, and one more until this is closed. A connection counts from the beginning of its
     * handler until its descriptor was given back.
     */
    private final AtomicInteger open = new AtomicInteger(1);

    private final AtomicBoolean closed = new AtomicBoolean();

    Server(
            TcpListener listener,
            int maxConnections,
            Function<? super Connection, ? extends Publisher<?>> handler) {
        this.listener = listener;
        this.maxConnections = maxConnections;
        this.handler = handler;
    }

    /** Accepts and serves until this is closed. Cancellation closes this. Subscribed once. */
    One<Void> run() {
        One<Void> accepting = listener.accept().spawnEach(maxConnections, this::handled);
        return closing.runUntilCancelled(accepting)
                .then(One.defer(() -> {
                    close();
                    return ended();
                }))
                .doFinally(end -> close());
    }

    private One<Void> handled(Connection connection) {
        return Programs.drivenOne((subscriber, strand) ->
                new ServedScope(this, connection, subscriber, strand).start("serve: the handler", handler));
    }

    /** The handler of a connection begins. */
    void begin() {
        open.incrementAndGet();
    }

    /** The descriptor of a connection has been given back. */
    void end() {
        if (open.decrementAndGet() == 0) {
            ended.cancel();
        }
    }

    /** Where it listens, with the port that the system chose. */
    public InetSocketAddress localAddress() {
        return listener.localAddress();
    }

    /**
     * Returns how many connections are open now. A connection counts from the beginning of its handler until its
     * descriptor was given back.
     */
    public int connections() {
        return Math.max(0, open.get() - (closed.get() ? 0 : 1));
    }

    /**
     * Completes when this accepts no more and all connections have been closed. Demand: none is needed. Cancellation
     * closes nothing.
     */
    public One<Void> ended() {
        return ended.cancelled();
    }

    /**
     * Stops listening and cancels the handlers. A connection is reset if its handler has not ended. Returns at once;
     * {@link #ended()} completes when all is done. A second call does nothing.
     */
    @Override
    public void close() {
        closing.cancel();
        listener.close();
        if (closed.compareAndSet(false, true)) {
            end();
        }
    }

    @Override
    public String toString() {
        return "server " + Addresses.describe(localAddress());
    }
}
