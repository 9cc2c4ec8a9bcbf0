package io.nagare.net;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.net.ServeOptions.WhenFull;
import io.nagare.net.preamble.PreambleSource;
import io.nagare.net.preamble.ProxyHeader;
import io.nagare.net.socket.Addresses;
import io.nagare.net.socket.Durations;
import io.nagare.net.tls.TlsServerOptions;
import io.nagare.net.transport.ConnectionTotals;
import io.nagare.stage.Programs;
import io.nagare.sync.CancellationToken;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/**
 * A running server. {@link Tcp#serve} gives it to the options' {@code onListening}; {@link Tcp#serveInBackground} emits
 * it. May be used by any thread.
 */
public final class Server implements AutoCloseable {

    private final Listener listener;
    private final ServeOptions options;

    private final Function<? super Connection, ? extends Publisher<?>> handler;

    private final OpenConnections connections = new OpenConnections();

    /** Cancelled to ask the handlers to end. */
    private final CancellationToken draining = CancellationToken.create();

    /** Cancelled to cut everything off. */
    private final CancellationToken closing = CancellationToken.create();

    /** Cancelled when this is closed and no connection is open. */
    private final CancellationToken ended = CancellationToken.create();

    Server(Listener listener, ServeOptions options, Function<? super Connection, ? extends Publisher<?>> handler) {
        this.listener = listener;
        this.options = options;
        this.handler = handler;
    }

    /** Whether something is said before a connection is the handler's. */
    private boolean prepares() {
        return options.proxyProtocol() || options.tls() != null;
    }

    private Publisher<?> prepared(Connection connection, ServedScope scope) {
        return One.defer(() -> proxied(connection, options))
                .then(One.defer(() -> secured(connection, options)))
                .thenMany(Many.defer(() -> {
                    scope.handlerBegins();
                    return Objects.requireNonNull(handler.apply(connection), "serve: the handler returned null");
                }));
    }

    private static One<Void> proxied(Connection connection, ServeOptions options) {
        return options.proxyProtocol()
                ? connection.handshake(
                        "reading the PROXY header",
                        wire -> PreambleSource.play(wire, ProxyHeader::new),
                        options.proxyTimeout())
                : One.empty();
    }

    private static One<Void> secured(Connection connection, ServeOptions options) {
        TlsServerOptions tls = options.tls();
        return tls == null ? One.empty() : connection.startTls(tls);
    }

    /** Accepts and serves until this is closed. Cancellation closes this. Subscribed once. */
    One<Void> run() {
        // One more, which is turned away as soon as it has come.
        int tasks = options.maxConnections() + (options.whenFull() == WhenFull.TURN_AWAY ? 1 : 0);
        One<Void> accepting = listener.accept().spawnEach(tasks, this::handled);
        return closing.runUntilCancelled(accepting)
                .then(One.defer(() -> {
                    close();
                    return ended();
                }))
                .doFinally(end -> close());
    }

    private One<Void> handled(Connection connection) {
        return Programs.drivenOne((subscriber, strand) -> {
            OpenConnections.Entry entry = new OpenConnections.Entry(connection.transport());
            if (connections.enter(entry, options.maxConnections())) {
                connection.drainedBy(draining);
                ServedScope scope = new ServedScope(this, connection, entry, prepares(), subscriber, strand);
                scope.start("serve: the handler", prepares() ? peer -> prepared(peer, scope) : handler);
            } else {
                connection.reset();
                ConnectionTotals.of(strand.driver()).countTurnedAway();
                strand.attach(One.empty(), subscriber);
            }
        });
    }

    /** The limits of time of each connection. */
    ConnectionLimits limits() {
        return options.limits();
    }

    /** Whether the handlers are cancelled, so that none of them fails for a reason of its own. */
    boolean isClosed() {
        return closing.isCancelled();
    }

    /** Counts the connections. */
    OpenConnections counting() {
        return connections;
    }

    /** The wire of a connection has been given back. */
    void end(OpenConnections.Entry entry) {
        if (connections.remove(entry)) {
            ended.cancel();
        }
    }

    /**
     * Whether this still accepts connections. It no longer does when it is drained or closed, when accepting has
     * failed, and when its runtime is closed.
     */
    public boolean isAccepting() {
        // The listener knows also of a runtime that was closed before this had begun to accept.
        return !draining.isCancelled() && !closing.isCancelled() && !listener.isCutOff();
    }

    /** Where it listens, with the port that the system chose. */
    public SocketAddress localAddress() {
        return listener.localAddress();
    }

    /**
     * Returns the port of {@link #localAddress()}.
     *
     * @throws IllegalStateException if this listens on no port, but on a path
     */
    public int port() {
        return listener.port();
    }

    /**
     * Returns how many connections are open now. A connection counts from the beginning of its handler until its
     * descriptor was given back.
     */
    public int connections() {
        return connections.size();
    }

    /** Returns what this has done so far. Counting costs a message nothing; this call looks at each connection. */
    public ServerCounts counts() {
        return connections.counts();
    }

    /**
     * Ends this gracefully: accepts what waits in the backlog and then stops listening, so that new connections are
     * refused, and tells the handlers, which may wait for {@link Connection#draining()}. Then waits until all handlers
     * have ended and their connections have been closed, but not for longer than the limit. That includes connections
     * that linger because their peers have not ended. Whatever is open then is ended by {@link #close()}.
     *
     * <p>Emits how many connections were reset at the limit: 0 if all handlers had ended by themselves. Begins on
     * subscription. Cancellation stops the waiting, and leaves the server draining.
     *
     * @param limit at least 0
     */
    public One<Integer> drain(Duration limit) {
        Durations.notNegative(limit, "limit", "a limit for draining");
        return One.defer(() -> {
            draining.cancel();
            listener.closeBehindBacklog();
            One<Long> atLimit = One.delay(limit).then(One.fromCallable(() -> {
                long before = connections.cutOff();
                close();
                return before;
            }));
            return One.race(List.of(ended().then(One.fromCallable(connections::cutOff)), atLimit))
                    .flatMap(before -> ended()
                            .then(listener.refusesPeers())
                            .then(One.fromCallable(() -> (int) (connections.cutOff() - before))));
        });
    }

    /**
     * Completes when this accepts no more and all connections have been closed. Demand: none is needed. Cancellation
     * closes nothing.
     */
    public One<Void> ended() {
        return ended.cancelled();
    }

    /**
     * Stops listening and cancels the handlers. The system refuses new peers a moment later. A connection is reset if its handler has not ended. A handler that
     * fails after this is not reported. Returns at once; {@link #ended()} completes when all is done. A second call
     * does nothing.
     */
    @Override
    public void close() {
        closing.cancel();
        listener.close();
        if (connections.close()) {
            ended.cancel();
        }
    }

    @Override
    public String toString() {
        return "server " + Addresses.describe(localAddress());
    }
}
