package io.nagare.testing.simulation;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import org.jspecify.annotations.Nullable;

/** What the sockets of a host are bound to. Used by the thread that steps. */
final class Bindings {

    private final Ports ports = new Ports();
    private final Names names = new Names();
    private final DatagramPorts datagramPorts = new DatagramPorts();

    /** The ports of TCP. */
    Ports ports() {
        return ports;
    }

    /** The paths of Unix sockets. */
    Names names() {
        return names;
    }

    /** The ports of UDP. */
    DatagramPorts datagramPorts() {
        return datagramPorts;
    }

    /** The listener that gets a connection to an address. */
    @Nullable SimulatedListener listenerAt(SocketAddress address) {
        return address instanceof UnixDomainSocketAddress unix
                ? names.at(unix.getPath())
                : ports.at((InetSocketAddress) address);
    }

    void releaseAll() {
        ports.releaseAll();
        names.releaseAll();
        datagramPorts.releaseAll();
    }
}
