package io.nagare.net.tls;

import io.nagare.driver.EagerClasses;
import java.util.List;

/** The classes that have something to initialize. They are loaded before the first handshake, while there is memory. */
final class TlsClasses {

    static final List<String> NAMES = List.of(
            "io.nagare.net.tls.Alerts",
            "io.nagare.net.tls.Common",
            "io.nagare.net.tls.Der",
            "io.nagare.net.tls.Explanations",
            "io.nagare.net.tls.Explanations$1",
            "io.nagare.net.tls.Handshake$1",
            "io.nagare.net.tls.HostNames",
            "io.nagare.net.tls.Inbound",
            "io.nagare.net.tls.Outbound",
            "io.nagare.net.tls.PeerTrust",
            "io.nagare.net.tls.PrivateKeys",
            "io.nagare.net.tls.Scratch",
            "io.nagare.net.tls.TlsClientOptions",
            "io.nagare.net.tls.TlsFailedException$Reason",
            "io.nagare.net.tls.TlsTrust",
            "io.nagare.net.tls.TlsVersion");

    private static final EagerClasses ALL = new EagerClasses(TlsClasses.class, NAMES);

    private TlsClasses() {}

    /** Loads them unless that was done before. Never throws. */
    static void once() {
        ALL.load();
    }
}
