package io.nagare.examples.guides;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.net.ConnectFailedException;
import io.nagare.net.ConnectOptions;
import io.nagare.net.Connection;
import io.nagare.net.ConnectionLimits;
import io.nagare.net.ConnectionOptions;
import io.nagare.net.Connections;
import io.nagare.net.Connections.Joined;
import io.nagare.net.ForwardProxy;
import io.nagare.net.ServeOptions;
import io.nagare.net.ServeOptions.WhenFull;
import io.nagare.net.Tcp;
import java.time.Duration;

/** A proxy in front of two servers. The second one is asked when the first cannot be reached. */
final class TwoBackends {

    static final ServeOptions OPTIONS =
            ServeOptions.defaults().maxConnections(5_000).whenFull(WhenFull.TURN_AWAY);

    private static final ConnectionLimits LIMITS = ConnectionLimits.defaults().idle(Duration.ofMinutes(5));

    private static final ConnectionOptions QUICKLY =
            ConnectionOptions.defaults().connectTimeout(Duration.ofSeconds(2));

    private final String first;
    private final String second;
    private final int port;

    TwoBackends(String first, String second, int port) {
        this.first = first;
        this.second = second;
        this.port = port;
    }

    /** Serves one client. Nothing is read from it before there is a server. */
    Many<Joined> serve(Connection client) {
        return joined(client, first).onErrorResume(ConnectFailedException.class, down -> joined(client, second));
    }

    private Many<Joined> joined(Connection client, String backend) {
        return Tcp.connecting(backend, port, server -> Connections.join(client, server, LIMITS), QUICKLY);
    }

    /** Connects through a proxy of somebody else. */
    static One<Connection> through(String host, int port) {
        ForwardProxy proxy = ForwardProxy.socks5("proxy.example", 1080).credentials("user", "secret");
        return Tcp.connect(host, port, ConnectionOptions.defaults()
                .connecting(ConnectOptions.defaults().through(proxy)));
    }
}
