package io.nagare.net;

import io.nagare.net.socket.Durations;
import io.nagare.net.tls.TlsServerOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How connections are served.
 *
 * @param listen how the listener is opened, and the connections that it accepts
 * @param maxConnections the most connections that are open at a time, at least 1
 * @param whenFull what happens to a connection beyond that number
 * @param limits how long a connection may keep the server waiting
 * @param proxyProtocol whether each connection begins with a header of the PROXY protocol, version 1 or 2, which tells
 *     where it comes from; a connection without it is reset
 * @param proxyTimeout how long that header may take, above 0
 * @param tls how connections are encrypted; null if they are not
 * @param onListening called once, when peers can connect and before the first connection is accepted; if it throws, the
 *     server ends with that failure
 */
public record ServeOptions(
        ListenOptions listen,
        int maxConnections,
        WhenFull whenFull,
        ConnectionLimits limits,
        boolean proxyProtocol,
        Duration proxyTimeout,
        @Nullable TlsServerOptions tls,
        Consumer<? super Server> onListening) {

    /** What happens to a connection that comes when as many are open as may be. */
    public enum WhenFull {
        /** It waits in the system's backlog until another one has been closed. */
        WAIT,
        /** It is accepted and reset at once, so that its peer can go elsewhere. */
        TURN_AWAY
    }

    private static final ServeOptions DEFAULTS = new ServeOptions(
            ListenOptions.defaults(),
            10_000,
            WhenFull.WAIT,
            ConnectionLimits.defaults(),
            false,
            Duration.ofSeconds(10),
            null,
            server -> {});

    /** Checks the ranges. */
    public ServeOptions {
        Objects.requireNonNull(listen, "listen");
        if (maxConnections < 1) {
            throw new IllegalArgumentException(
                    "a server needs room for at least 1 connection, but was given " + maxConnections);
        }
        Objects.requireNonNull(whenFull, "whenFull");
        Objects.requireNonNull(limits, "limits");
        Durations.positive(proxyTimeout, "proxyTimeout", "a proxy timeout");
        Objects.requireNonNull(onListening, "onListening");
    }

    /**
     * The default listener, 10,000 connections at a time while others wait, {@link ConnectionLimits#defaults()}, no
     * action when it listens.
     */
    public static ServeOptions defaults() {
        return DEFAULTS;
    }

    /** The same with other options for the listener. */
    public ServeOptions listen(ListenOptions options) {
        return new ServeOptions(
                options, maxConnections, whenFull, limits, proxyProtocol, proxyTimeout, tls, onListening);
    }

    /** The same with another limit of connections, at least 1. */
    public ServeOptions maxConnections(int connections) {
        return new ServeOptions(listen, connections, whenFull, limits, proxyProtocol, proxyTimeout, tls, onListening);
    }

    /** The same with another rule for connections beyond the limit. */
    public ServeOptions whenFull(WhenFull rule) {
        return new ServeOptions(listen, maxConnections, rule, limits, proxyProtocol, proxyTimeout, tls, onListening);
    }

    /** The same with other limits of time for its connections. */
    public ServeOptions limits(ConnectionLimits limitsOfTime) {
        return new ServeOptions(
                listen, maxConnections, whenFull, limitsOfTime, proxyProtocol, proxyTimeout, tls, onListening);
    }

    /**
     * The same with or without the PROXY protocol. It is for servers that only a load balancer can reach: a header says
     * whatever its sender wants.
     */
    public ServeOptions proxyProtocol(boolean expected) {
        return new ServeOptions(
                listen, maxConnections, whenFull, limits, expected, proxyTimeout, tls, onListening);
    }

    /** The same with another limit for the header of the PROXY protocol. */
    public ServeOptions proxyTimeout(Duration limit) {
        return new ServeOptions(listen, maxConnections, whenFull, limits, proxyProtocol, limit, tls, onListening);
    }

    /** The same, but encrypted. The limit for a handshake is in the TLS options. */
    public ServeOptions tls(TlsServerOptions options) {
        return new ServeOptions(
                listen,
                maxConnections,
                whenFull,
                limits,
                proxyProtocol,
                proxyTimeout,
                Objects.requireNonNull(options, "tls"),
                onListening);
    }

    /** The same with another action for when the server listens. The server it is given knows its address. */
    public ServeOptions onListening(Consumer<? super Server> action) {
        return new ServeOptions(listen, maxConnections, whenFull, limits, proxyProtocol, proxyTimeout, tls, action);
    }
}
