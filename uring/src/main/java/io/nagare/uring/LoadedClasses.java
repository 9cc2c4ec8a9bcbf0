package io.nagare.uring;

import io.nagare.driver.EagerClasses;
import java.util.List;

/**
 * The classes that have something to initialize. They are loaded before the first ring is opened. If a class is first
 * used when there is no descriptor to load it, that place of the program can never use it again.
 */
final class LoadedClasses {

    static final List<String> NAMES = List.of(
            "io.nagare.uring.Accounts",
            "io.nagare.uring.Native",
            "io.nagare.uring.ReceiveBuffers",
            "io.nagare.uring.Ring",
            "io.nagare.uring.RingProvider",
            "io.nagare.uring.RingProvider$Families",
            "io.nagare.uring.SocketOptions",
            "io.nagare.uring.Sockets",
            "io.nagare.uring.StreamSocket",
            "io.nagare.uring.SystemRingCalls");

    private static final EagerClasses ALL = new EagerClasses(LoadedClasses.class, NAMES);

    private LoadedClasses() {}

    /** Loads them unless that was done before. Never throws. */
    static void once() {
        ALL.load();
    }
}
