package io.nagare.net;

import io.nagare.Many;
import io.nagare.One;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/**
 * Where Unix sockets begin: serving and connecting on a path, on one machine. Everything else is as with {@link Tcp}:
 * what is opened is scoped, and a {@link Connection} is a connection.
 *
 * <p>A listener removes its file when it closes. A server that was killed leaves its file behind; then
 * {@link ListenOptions#replaceStale()} replaces it. {@link Connection#peerCredentials()} says who the peer is.
 */
public final class Unix {

    private Unix() {}

    /** As {@link #serve(Path, Function, ServeOptions)}, with the default options. */
    public static One<Void> serve(Path path, Function<? super Connection, ? extends Publisher<?>> handler) {
        return serve(path, handler, ServeOptions.defaults());
    }

    /**
     * Listens on a path, and serves as {@link Tcp#serve(String, int, Function, ServeOptions)} does.
     *
     * @param path at most 107 bytes
     * @throws IllegalArgumentException if the path is longer
     */
    public static One<Void> serve(
            Path path, Function<? super Connection, ? extends Publisher<?>> handler, ServeOptions options) {
        Objects.requireNonNull(options, "options");
        return Opening.server(One.just(address(path)), handler, options).flatMap(Server::run);
    }

    /** As {@link #serveInBackground(Path, Function, ServeOptions)}, with the default options. */
    public static One<Server> serveInBackground(
            Path path, Function<? super Connection, ? extends Publisher<?>> handler) {
        return serveInBackground(path, handler, ServeOptions.defaults());
    }

    /**
     * Emits a server on a path, as {@link Tcp#serveInBackground(String, int, Function, ServeOptions)} does.
     *
     * @param path at most 107 bytes
     * @throws IllegalArgumentException if the path is longer
     */
    public static One<Server> serveInBackground(
            Path path, Function<? super Connection, ? extends Publisher<?>> handler, ServeOptions options) {
        Objects.requireNonNull(options, "options");
        return Opening.serveInBackground(Opening.server(One.just(address(path)), handler, options));
    }

    /** As {@link #listen(Path, ListenOptions)}, with the default options. */
    public static One<Listener> listen(Path path) {
        return listen(path, ListenOptions.defaults());
    }

    /**
     * Opens a listener for each subscription, as {@link Tcp#listen(String, int, ListenOptions)} does.
     *
     * @param path at most 107 bytes
     * @throws IllegalArgumentException if the path is longer
     */
    public static One<Listener> listen(Path path, ListenOptions options) {
        return Opening.listen(address(path), Objects.requireNonNull(options, "options"), true);
    }

    /** As {@link #listen(Path, ListenOptions)}, but the listener outlives its accept streams. You close it. */
    public static One<Listener> listenUntilClosed(Path path, ListenOptions options) {
        return Opening.listen(address(path), Objects.requireNonNull(options, "options"), false);
    }

    /** As {@link #connecting(Path, Function, ConnectionOptions)}, with the default options. */
    public static <T> Many<T> connecting(
            Path path, Function<? super Connection, ? extends Publisher<? extends T>> use) {
        return connecting(path, use, ConnectionOptions.defaults());
    }

    /** Connects to a path and gives the connection to the function, as {@link Tcp#connecting} does. */
    public static <T> Many<T> connecting(
            Path path,
            Function<? super Connection, ? extends Publisher<? extends T>> use,
            ConnectionOptions options) {
        Objects.requireNonNull(use, "use");
        return connect(path, options).flatMapMany(connection -> Opening.using(connection, use));
    }

    /** As {@link #connect(Path, ConnectionOptions)}, with the default options. */
    public static One<Connection> connect(Path path) {
        return connect(path, ConnectionOptions.defaults());
    }

    /**
     * Connects to a path for each subscription. A server that is encrypted needs a certificate for "localhost", unless
     * the options name another host. Otherwise as {@link Tcp#connect(String, int, ConnectionOptions)} does. If the
     * backlog of the listener is full, it waits for room, within the options' timeout.
     *
     * @param path at most 107 bytes
     * @throws IllegalArgumentException if the path is longer
     */
    public static One<Connection> connect(Path path, ConnectionOptions options) {
        SocketAddress address = address(path);
        Objects.requireNonNull(options, "options");
        if (options.connecting().proxy() != null) {
            throw new IllegalArgumentException(
                    "a Unix socket is not connected through a " + options.connecting().proxy());
        }
        return ConnectionHandover.of(Opening.secured(Opening.connect(address, options), "localhost", options));
    }

    private static SocketAddress address(Path path) {
        Objects.requireNonNull(path, "path");
        int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > SocketFile.MOST_BYTES) {
            throw new IllegalArgumentException("the path of a Unix socket may have at most " + SocketFile.MOST_BYTES
                    + " bytes, but " + path + " has " + bytes);
        }
        return UnixDomainSocketAddress.of(path);
    }
}
