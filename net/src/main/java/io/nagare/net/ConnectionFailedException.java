package io.nagare.net;

import io.nagare.net.tls.TlsFailedException;
import io.nagare.net.tls.TlsFailedException.Reason;
import io.nagare.net.transport.Transport;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** A connection that was there has failed, or was used after it was closed. */
public final class ConnectionFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Transport transport;

    ConnectionFailedException(String operation, Transport transport, String why, @Nullable Throwable cause) {
        super(operation + " on " + transport + " failed: " + why, cause);
        this.transport = transport;
    }

    private static boolean hasHungUp(TlsFailedException broken) {
        return broken.reason() == Reason.CLOSED
                || broken.reason() == Reason.TRUNCATED
                || broken.getCause() instanceof SocketException;
    }

    /**
     * Whether the peer of that connection, or the network in between, has gone. Then no action on this side is the
     * reason. A peer that does not keep to a protocol has not gone.
     */
    boolean isHangUpOf(Connection used) {
        return transport == used.transport()
                && getCause() instanceof IOException cause
                && !(cause instanceof ClosedChannelException)
                && !(cause instanceof ConnectionFailedException)
                && !(cause instanceof ProtocolException)
                && !(cause instanceof SocketTimeoutException)
                && !(cause instanceof TlsFailedException broken && !hasHungUp(broken));
    }
}
