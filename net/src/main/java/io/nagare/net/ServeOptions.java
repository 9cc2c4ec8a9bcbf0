package io.nagare.net;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * How connections are served.
 *
 * @param listen how the listener is opened, and the connections that it accepts
 * @param maxConnections how many connections may be open at a time, at least 1; further ones wait in the system's
 *     backlog
 * @param onListening called once, when connections can be made and before the first one is accepted; what it throws
 *     ends the server
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

    /** The default listener, 10,000 connections at a time, nobody told of the address. */
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
