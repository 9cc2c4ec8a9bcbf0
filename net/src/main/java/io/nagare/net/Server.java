package io.nagare.net;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.sync.CancellationToken;
import io.nagare.sync.TaskTracker;
import java.net.InetSocketAddress;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/**
 * A server that runs: {@link Tcp#serve} hands it to its options' {@code onListening}, {@link Tcp#serveInBackground} emits it. May be used by
 * any thread.
 */
public final class Server implements AutoCloseable {

    private final TcpListener listener;
    private final int maxConnections;
    private final Function<? super TcpStream, ? extends Publisher<?>> handler;

    /** Cancelled to cut everything off. */
    private final CancellationToken closing = CancellationToken.create();

    /** Counts connections, from the beginning of a handler until the descriptor was given back. */
    private final TaskTracker connections = TaskTracker.create();

    Server(
            TcpListener listener,
            int maxConnections,
            Function<? super TcpStream, ? extends Publisher<?>> handler) {
        this.listener = listener;
        this.maxConnections = maxConnections;
        this.handler = handler;
    }

    /** Accepts and serves until this is closed. Cancellation closes this. Subscribed once. */
    One<Void> run() {
        One<Void> accepting =
                listener.accept().spawnEach(maxConnections, connection -> connections.track(handled(connection)));
        return closing.runUntilCancelled(accepting)
                .then(One.defer(() -> {
                    close();
                    return ended();
                }))
                .doFinally(end -> close());
    }

    private One<Void> handled(TcpStream connection) {
        return Many.driven((subscriber, strand) ->
                        new ServedScope(connection, subscriber, strand).start("serve: the handler", handler))
                .then();
    }

    /** Where it listens, with the port that the system chose. */
    public InetSocketAddress localAddress() {
        return listener.localAddress();
    }

    /** How many connections are open now. One counts from the beginning of its handler until its descriptor was given back. */
    public int connections() {
        return connections.size();
    }

    /** Completes when nothing is accepted any more and all connections have been closed. Demand: none is needed. Cancellation closes nothing. */
    public One<Void> ended() {
        return connections.drained();
    }

    /**
     * Stops listening and cancels the handlers, whose connections are reset if they have not ended. Returns at once: {@link #ended()} tells when
     * all is done. Calling it again does nothing.
     */
    @Override
    public void close() {
        closing.cancel();
        listener.close();
        connections.close();
    }

    @Override
    public String toString() {
        return "server " + Addresses.describe(localAddress());
    }
}
