package io.nagare.net.udp;

import io.nagare.net.socket.Addresses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.UnsupportedAddressTypeException;
import org.jspecify.annotations.Nullable;

/** A datagram could not be sent or received, or a UDP socket could not be opened. */
public final class UdpException extends IOException {

    private static final long serialVersionUID = 1L;

    UdpException(String operation, Object on, String why, @Nullable Throwable cause) {
        super(operation + " on " + on + " failed: " + why, cause);
    }

    /** Says why the system, or the JDK, does not send to a peer. */
    static String why(Throwable cause, InetSocketAddress peer, UdpOptions options) {
        if (cause instanceof UnsupportedAddressTypeException) {
            return "a socket of IPv4 reaches no address of IPv6, such as " + Addresses.describe(peer);
        }
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return "Permission denied".equals(message) && !options.broadcast()
                ? "the system does not permit datagrams to " + Addresses.describe(peer)
                        + "; if that is a broadcast address, open the socket with UdpOptions.withBroadcast()"
                : message;
    }
}
