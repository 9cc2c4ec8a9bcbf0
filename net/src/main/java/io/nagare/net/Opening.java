package io.nagare.net;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.failure.TimedOutException;
import io.nagare.net.socket.Addresses;
import io.nagare.net.tls.TlsClientOptions;
import io.nagare.stage.Programs;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/** How listeners, servers and connections are opened on any address. What TCP or Unix sockets alone need is theirs. */
final class Opening {

    private Opening() {}

    /** A server that listens and does not serve yet. What is opened is closed if the options' action fails. */
    static One<Server> server(
            One<SocketAddress> address,
            Function<? super Connection, ? extends Publisher<?>> handler,
            ServeOptions options) {
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(options, "options");
        return address.flatMap(found -> listen(found, options.listen(), true)).map(listener -> {
            Server server = new Server(listener, options, handler);
            try {
                options.onListening().accept(server);
            } catch (Throwable failure) {
                server.close();
                throw failure;
            }
            return server;
        });
    }

    /** The same server, which serves in a task of its own. */
    static One<Server> serveInBackground(One<Server> listening) {
        return listening.map(server -> {
            Nagare.current().spawn(server.run());
            return server;
        });
    }

    /**
     * A listener.
     *
     * @param scoped whether it closes together with its accept stream
     */
    static One<Listener> listen(SocketAddress address, ListenOptions options, boolean scoped) {
        Duration unusedFor = scoped ? ListenSource.UNUSED_FOR : null;
        return Programs.drivenOne(
                (subscriber, strand) -> new ListenSource(address, options, unusedFor, subscriber, strand).start());
    }

    /** A connection with the function that uses it. */
    static <T> Many<T> using(
            Connection connection, Function<? super Connection, ? extends Publisher<? extends T>> use) {
        return Programs.driven((subscriber, strand) -> {
            // From now on the scope closes it, and not the cancellation of what has connected.
            connection.keepOpen();
            new ConnectedScope<T>(connection, subscriber, strand).start("connecting: the function", use);
        });
    }

    /** The same connection, encrypted if the options say so. */
    static One<Connection> secured(One<Connection> connecting, String host, ConnectionOptions options) {
        TlsClientOptions tls = options.connecting().tls();
        return tls == null
                ? connecting
                : connecting.flatMap(
                        connection -> connection.startTls(host, tls).thenReturn(connection));
    }

    /** A connection to one address, within its limit. */
    static One<Connection> connect(SocketAddress address, ConnectionOptions options) {
        String to = Addresses.describe(address);
        Duration limit = options.connecting().timeout();
        return Programs.<Connection>drivenOne(
                        (subscriber, strand) -> new ConnectSource(address, options, subscriber, strand).start())
                .timeout(limit)
                .onErrorMap(failure -> failure instanceof TimedOutException
                        ? new ConnectFailedException(to, "no answer within " + limit.toMillis() + " ms", failure)
                        : failure);
    }
}
