package io.nagare.examples;

import io.nagare.One;
import io.nagare.net.ConnectionLimits;
import io.nagare.net.Connections;
import io.nagare.net.ServeOptions;
import io.nagare.net.ServeOptions.WhenFull;
import io.nagare.net.Tcp;
import java.time.Duration;

/**
 * Connects each client with another server, and copies what both say.
 *
 * <p>A side that receives slowly slows down the other one. At most one piece of 64 KiB waits for it here. When one side
 * ends its direction, the other side can still answer. Where nothing moves for five minutes, both are cut off. At most
 * 1,000 clients are served at a time, and further ones are turned away.
 */
final class Proxy {

    private static final ConnectionLimits LIMITS = ConnectionLimits.defaults().idle(Duration.ofMinutes(5));

    private Proxy() {}

    static One<Void> serve(int port, Address target, ServeOptions options) {
        return Tcp.serve(
                "127.0.0.1",
                port,
                client -> Tcp.connecting(
                        target.host(), target.port(), server -> Connections.join(client, server, LIMITS)),
                options.maxConnections(1000).whenFull(WhenFull.TURN_AWAY));
    }
}
