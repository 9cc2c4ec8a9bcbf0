package io.nagare.net;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.failure.TimedOutException;
import io.nagare.net.preamble.PreambleSource;
import io.nagare.net.socket.Addresses;
import io.nagare.stage.Programs;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/**
 * Where TCP begins: serving and connecting.
 *
 * <p>What is opened is scoped. {@link #serve} and {@link #connecting} give a connection to a function and close it
 * behind. {@link #listen} and {@link #connect} hand out what they open; their documentation says when it closes.
 */
public final class Tcp {

    private Tcp() {}

    /** As {@link #serve(String, int, Function, ServeOptions)}, with the default options. */
    public static One<Void> serve(
            String host, int port, Function<? super Connection, ? extends Publisher<?>> handler) {
        return serve(host, port, handler, ServeOptions.defaults());
    }

    /**
     * Listens, and gives each connection to the handler, in a task of its own, for as long as this is subscribed.
     * Demand: none is needed.
     *
     * <pre>{@code
     * Tcp.serve("127.0.0.1", 7000, peer -> peer.write(peer.read())).block();
     * }</pre>
     *
     * <p>A connection is closed when its handler ends. If the handler completes, what was written is delivered, see
     * {@link Connection#close()}. If the handler fails, throws, returns null or is cancelled, the connection is reset,
     * so that the peer does not take a part for the whole. A handler that fails ends its own connection and nothing
     * else. The failure goes to the runtime's failure handler, together with the connection's addresses. If the peer
     * has hung up or has become unreachable, the failure goes to nobody.
     *
     * <p>Completes when the server was closed ({@link Server#close()}) and all its connections have been closed.
     * Cancellation closes the listener at once and cancels the handlers. Errors: {@link
     * ListenFailedException}; {@link java.net.UnknownHostException}; {@link io.nagare.failure.RuntimeClosedException}
     * when the runtime that watches the listener is closed. The items of a handler's publisher are dropped.
     *
     * @param host a name, which is looked up on a thread that may block, or an address
     * @param port 0 to 65,535; 0 lets the system choose, and {@link ServeOptions#onListening} tells which
     */
    public static One<Void> serve(
            String host, int port, Function<? super Connection, ? extends Publisher<?>> handler, ServeOptions options) {
        return Opening.server(resolved(host, port), handler, options).flatMap(Server::run);
    }

    /** As {@link #serve(String, int, Function, ServeOptions)}, with an address that may have been resolved already. */
    public static One<Void> serve(
            InetSocketAddress address,
            Function<? super Connection, ? extends Publisher<?>> handler,
            ServeOptions options) {
        Objects.requireNonNull(address, "address");
        return Opening.server(resolved(address), handler, options).flatMap(Server::run);
    }

    /** As {@link #serveInBackground(String, int, Function, ServeOptions)}, with the default options. */
    public static One<Server> serveInBackground(
            String host, int port, Function<? super Connection, ? extends Publisher<?>> handler) {
        return serveInBackground(host, port, handler, ServeOptions.defaults());
    }

    /**
     * Emits a server that listens, and that serves in a task of its own until it or the runtime is closed. Otherwise as
     * {@link #serve(String, int, Function, ServeOptions)}. The subscriber closes the server; a server that finds its
     * subscriber gone is closed.
     *
     * <pre>{@code
     * try (Server server = Tcp.serveInBackground("127.0.0.1", 0, handler).block()) {
     *     int port = server.port();
     * }
     * }</pre>
     */
    public static One<Server> serveInBackground(
            String host, int port, Function<? super Connection, ? extends Publisher<?>> handler, ServeOptions options) {
        return Opening.serveInBackground(Opening.server(resolved(host, port), handler, options));
    }

    /** As {@link #listen(String, int, ListenOptions)}, with the default options. */
    public static One<Listener> listen(String host, int port) {
        return listen(host, port, ListenOptions.defaults());
    }

    /**
     * Opens a listener for each subscription, on the first address of the host. The listener closes together with its
     * accept stream, when nobody accepts from it any more. It also closes if nobody begins to accept within 10 seconds;
     * the runtime's failure handler is told of that. Errors: {@link ListenFailedException};
     * {@link java.net.UnknownHostException}.
     *
     * @param host a name, which is looked up on a thread that may block, or an address
     * @param port 0 to 65,535; 0 lets the system choose
     */
    public static One<Listener> listen(String host, int port, ListenOptions options) {
        Objects.requireNonNull(options, "options");
        return resolved(host, port).flatMap(found -> Opening.listen(found, options, true));
    }

    /** As {@link #listen(String, int, ListenOptions)}, with an address that may have been resolved already. */
    public static One<Listener> listen(InetSocketAddress address, ListenOptions options) {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(options, "options");
        return resolved(address).flatMap(found -> Opening.listen(found, options, true));
    }

    /** As {@link #listenUntilClosed(String, int, ListenOptions)}, with the default options. */
    public static One<Listener> listenUntilClosed(String host, int port) {
        return listenUntilClosed(host, port, ListenOptions.defaults());
    }

    /**
     * As {@link #listen(String, int, ListenOptions)}, but the listener outlives its accept streams. It stays open until
     * the receiver calls {@link Listener#close()}, or until the runtime is closed.
     */
    public static One<Listener> listenUntilClosed(String host, int port, ListenOptions options) {
        Objects.requireNonNull(options, "options");
        return resolved(host, port).flatMap(found -> Opening.listen(found, options, false));
    }

    /** The address to listen on: the first one of the host. */
    private static One<SocketAddress> resolved(String host, int port) {
        return Addresses.resolve(Addresses.check(host, port), port, Addresses::lookUp).map(found -> found.get(0));
    }

    private static One<SocketAddress> resolved(InetSocketAddress address) {
        return Addresses.resolve(address, Addresses::lookUp).map(found -> found.get(0));
    }

    /** As {@link #connecting(String, int, Function, ConnectionOptions)}, with the default options. */
    public static <T> Many<T> connecting(
            String host, int port, Function<? super Connection, ? extends Publisher<? extends T>> use) {
        return connecting(host, port, use, ConnectionOptions.defaults());
    }

    /**
     * Connects for each subscription, gives the connection to the function, and emits what the function's publisher
     * emits. Then closes the connection.
     *
     * <p>The connection is closed in good order ({@link Connection#close()}) before the completion is passed on, and
     * when this is cancelled. It is closed by a {@link Connection#reset()} if the function throws or returns null, or
     * if its publisher fails. It is also reset if this is cancelled while a write is under way. Demand, errors: those
     * of the function's publisher; before that, as {@link #connect(String, int, ConnectionOptions)}.
     *
     * <pre>{@code
     * Tcp.connecting("127.0.0.1", 7000, peer -> peer.write(question).thenMany(peer.read().lines()))
     *     .next()
     *     .timeout(limit);
     * }</pre>
     */
    public static <T> Many<T> connecting(
            String host,
            int port,
            Function<? super Connection, ? extends Publisher<? extends T>> use,
            ConnectionOptions options) {
        Objects.requireNonNull(use, "use");
        return connect(host, port, options).flatMapMany(connection -> Opening.using(connection, use));
    }

    /**
     * As {@link #connecting(String, int, Function, ConnectionOptions)}, with an address that may have been resolved
     * already.
     */
    public static <T> Many<T> connecting(
            InetSocketAddress address,
            Function<? super Connection, ? extends Publisher<? extends T>> use,
            ConnectionOptions options) {
        Objects.requireNonNull(use, "use");
        return connect(address, options).flatMapMany(connection -> Opening.using(connection, use));
    }

    /** As {@link #connect(String, int, ConnectionOptions)}, with the default options. */
    public static One<Connection> connect(String host, int port) {
        return connect(host, port, ConnectionOptions.defaults());
    }

    /**
     * Connects for each subscription. If the host has several addresses, the next one is tried when the last attempt
     * has failed, or has not answered within {@link ConnectOptions#attemptDelay}; IPv6 and IPv4 take turns. The first
     * connection wins (RFC 8305, Happy Eyeballs).
     *
     * <p>The receiver must close the connection. {@link #connecting} does it for you. Cancellation closes a connection
     * that is being made, and one that finds its subscriber gone is closed. The stream may also be cancelled after it
     * has passed the connection on, as by a {@code timeout} behind a {@code flatMap}. Then the connection is reset,
     * unless {@link Connection#keepOpen()} was called. Errors: {@link ConnectFailedException} of the attempt that
     * failed last, with those of the others suppressed; {@link java.net.UnknownHostException}.
     *
     * @param host a name, which is looked up on a thread that may block, or an address; an international name is
     *     encoded
     * @param port 0 to 65,535
     * @throws IllegalArgumentException if the name is malformed, or the port out of range
     */
    public static One<Connection> connect(String host, int port, ConnectionOptions options) {
        Objects.requireNonNull(options, "options");
        String ascii = Addresses.check(host, port);
        ForwardProxy proxy = options.connecting().proxy();
        One<Connection> connecting = proxy == null
                ? connectDirectly(ascii, port, options)
                : connectDirectly(proxy.host(), proxy.port(), options)
                        .flatMap(connection -> through(proxy, connection, ascii, port, options));
        return ConnectionHandover.of(Opening.secured(connecting, host, options));
    }

    private static One<Connection> connectDirectly(String host, int port, ConnectionOptions options) {
        return lookedUp(host, Addresses.resolve(host, port, options.connecting().resolver()::resolve), options)
                .flatMap(addresses -> connectToOneOf(addresses, options));
    }

    private static One<List<InetSocketAddress>> lookedUp(
            String host, One<List<InetSocketAddress>> looking, ConnectionOptions options) {
        Duration limit = options.connecting().timeout();
        return looking.timeout(limit)
                .onErrorMap(failure -> failure instanceof TimedOutException
                        ? new ConnectFailedException(
                                host, "its addresses were not found within " + limit.toMillis() + " ms", failure)
                        : failure);
    }

    private static One<Connection> through(
            ForwardProxy proxy, Connection connection, String host, int port, ConnectionOptions options) {
        return connection
                .handshake(
                        "connecting through the " + proxy,
                        wire -> PreambleSource.play(wire, () -> proxy.preamble(host, port)),
                        options.connecting().proxyTimeout())
                .thenReturn(connection);
    }

    /** As {@link #connect(String, int, ConnectionOptions)}, with an address that may have been resolved already. */
    public static One<Connection> connect(InetSocketAddress address, ConnectionOptions options) {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(options, "options");
        if (options.connecting().proxy() != null) {
            return connect(address.getHostString(), address.getPort(), options);
        }
        One<List<InetSocketAddress>> looking = Addresses.resolve(address, options.connecting().resolver()::resolve);
        One<Connection> connecting = lookedUp(address.getHostString(), looking, options)
                .flatMap(addresses -> connectToOneOf(addresses, options));
        return ConnectionHandover.of(Opening.secured(connecting, address.getHostString(), options));
    }

    private static One<Connection> connectToOneOf(List<InetSocketAddress> addresses, ConnectionOptions options) {
        if (addresses.size() == 1) {
            return Opening.connect(addresses.get(0), options);
        }
        return Programs.drivenOne((subscriber, strand) -> new ConnectAttempts(
                        addresses,
                        address -> Opening.connect(address, options),
                        options.connecting().attemptDelay().toNanos(),
                        subscriber,
                        strand)
                .start());
    }
}
