package io.nagare.net.udp;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A datagram could not be sent or received, or a UDP socket could not be opened. */
public final class UdpException extends IOException {

    private static final long serialVersionUID = 1L;

    UdpException(String operation, Object on, String why, @Nullable Throwable cause) {
        super(operation + " on " + on + " failed: " + why, cause);
    }
}
