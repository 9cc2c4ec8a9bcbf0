package io.nagare.net;

import io.nagare.driver.EagerClasses;
import java.util.List;

/**
 * The classes that a connection needs to be served, to fail and to be closed, and all that have something to
 * initialize. They are loaded when the first connection is waited for. A class that is first asked for when there is no
 * descriptor or memory to load it with is missed at that place for good.
 */
final class LoadedClasses {

    static final List<String> NAMES = List.of(
            "io.nagare.net.AcceptSource",
            "io.nagare.net.Addresses",
            "io.nagare.net.ConnectFailedException",
            "io.nagare.net.Connection",
            "io.nagare.net.ConnectionFailedException",
            "io.nagare.net.ConnectionState",
            "io.nagare.net.ConnectionState$Begin",
            "io.nagare.net.ConnectionState$Close",
            "io.nagare.net.LentSocket",
            "io.nagare.net.ListenOptions",
            "io.nagare.net.ListenSource",
            "io.nagare.net.ReadSource",
            "io.nagare.net.ReadSource$1",
            "io.nagare.net.ServeOptions",
            "io.nagare.net.StreamOptions",
            "io.nagare.net.TcpStream",
            "io.nagare.net.Wire",
            "io.nagare.net.WriteSource",
            "io.nagare.net.WriteSource$1",
            "io.nagare.net.WriteSource$2",
            "io.nagare.net.WriteSource$3");

    private static final EagerClasses ALL = new EagerClasses(LoadedClasses.class, NAMES);

    private LoadedClasses() {}

    /** Loads them unless that was done before. Never throws. */
    static void once() {
        ALL.load();
    }
}
