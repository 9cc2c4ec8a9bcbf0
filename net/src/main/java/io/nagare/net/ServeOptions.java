package io.nagare.net;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * How connections are served.
 *
 * @param listen how the listener is opened, and the connections that it accepts
 * @param maxConnections the most connections that are open at a time, at least 1; more wait in the system's backlog
 * @param onListening called once, when peers can connect and before the first connection is accepted; if it throws, the
 *     server ends with that failure
 */
public record ServeOptions(ListenOptions listen, int maxConnections, Consumer<? super Server> onListening) {

    private static final ServeOptions DEFAULTS = new ServeOptions(ListenOptions.defaults(), 10_000, server -> {});

    /** Checks the ranges. */
    public ServeOptions {
        Objects.requireNonNull(listen, "listen");
        if (maxConnections < 1) {
            throw new IllegalArgumentException(
                    "a server needs room for at least 1 connection, but was given " + maxConnections);
        }
        Objects.requireNonNull(onListening, "onListening");
    }

    /** The default listener, 10,000 connections at a time, no action when it listens. */
    public static ServeOptions defaults() {
        return DEFAULTS;
    }

    /** The same with other options for the listener. */
    public ServeOptions listen(ListenOptions options) {
        return new ServeOptions(options, maxConnections, onListening);
    }

    /** The same with another limit of connections, at least 1. */
    public ServeOptions maxConnections(int connections) {
        return new ServeOptions(listen, connections, onListening);
    }

    /** The same with another action for when the server listens. The server it is given knows its address. */
    public ServeOptions onListening(Consumer<? super Server> action) {
        return new ServeOptions(listen, maxConnections, action);
    }
}
