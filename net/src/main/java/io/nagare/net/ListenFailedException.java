package io.nagare.net;

import io.nagare.net.socket.Addresses;
import java.io.IOException;
import java.net.SocketAddress;

/** A listener could not be opened: the port is taken, the address is not one of this machine, or it is not allowed. */
public final class ListenFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    ListenFailedException(SocketAddress address, Exception cause) {
        super("listen on " + Addresses.describe(address) + " failed: " + cause.getMessage(), cause);
    }
}
