package io.nagare.net.socket;

import io.nagare.driver.EagerClasses;
import java.util.List;

/**
 * The classes that a connection needs to be served, to fail and to be closed, and all that have something to
 * initialize. The first listener or connection begins to load them, on a thread of their own. If a class is first used
 * when there is no descriptor or memory to load it, that place of the program can never use it again.
 */
public final class LoadedClasses {

    static final List<String> NAMES = List.of(
            "io.nagare.net.AcceptSource",
            "io.nagare.net.ConnectFailedException",
            "io.nagare.net.ConnectOptions",
            "io.nagare.net.ConnectionFailedException",
            "io.nagare.net.ConnectionLimitException",
            "io.nagare.net.ConnectionLimits",
            "io.nagare.net.ForwardProxy$Kind",
            "io.nagare.net.LimitWatch",
            "io.nagare.net.LimitWatch$SlowWrite",
            "io.nagare.net.ListenOptions",
            "io.nagare.net.ListenSource",
            "io.nagare.net.Listener",
            "io.nagare.net.OpenConnections",
            "io.nagare.net.OpenConnections$Entry",
            "io.nagare.net.ServeOptions",
            "io.nagare.net.ServeOptions$WhenFull",
            "io.nagare.net.StaleSocketFile",
            "io.nagare.net.ConnectionOptions",
            "io.nagare.net.Connection",
            "io.nagare.net.preamble.HttpConnect",
            "io.nagare.net.preamble.ProxyHeader",
            "io.nagare.net.preamble.SocksConnect",
            "io.nagare.net.preamble.SocksConnect$Expected",
            "io.nagare.net.transport.ConnectionEvents",
            "io.nagare.net.transport.Traffic",
            "io.nagare.net.transport.Transport",
            "io.nagare.net.transport.ConnectionState",
            "io.nagare.net.transport.ConnectionTotals",
            "io.nagare.net.transport.ConnectionState$Begin",
            "io.nagare.net.transport.ConnectionState$Close",
            "io.nagare.net.transport.LingerLimits",
            "io.nagare.net.transport.PendingBytes",
            "io.nagare.net.transport.ReadSource",
            "io.nagare.net.transport.ReadSource$1",
            "io.nagare.net.transport.Release",
            "io.nagare.net.transport.Release$End",
            "io.nagare.net.transport.WriteSource",
            "io.nagare.net.transport.WriteSource$1",
            "io.nagare.net.transport.WriteSource$2",
            "io.nagare.net.transport.WriteSource$3",
            "io.nagare.net.udp.UdpOptions",
            "io.nagare.net.wire.LentSocket",
            "io.nagare.net.wire.SocketWire",
            "io.nagare.net.wire.WatchedChannel",
            "io.nagare.net.socket.Addresses",
            "io.nagare.net.socket.Durations",
            "io.nagare.net.socket.Printable",
            "io.nagare.net.socket.Watching");

    private static final EagerClasses ALL = new EagerClasses(LoadedClasses.class, NAMES);

    private LoadedClasses() {}

    /** Begins to load them, unless that was done before. Never throws. */
    public static void begin() {
        ALL.loadAside();
    }
}
