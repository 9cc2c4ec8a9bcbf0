package io.nagare.net;

import io.nagare.net.connection.Connection;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** A connection that was there has failed, or was used after it was closed. */
public final class ConnectionFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Connection connection;

    ConnectionFailedException(String operation, Connection connection, String why, @Nullable Throwable cause) {
        super(operation + " on " + connection + " failed: " + why, cause);
        this.connection = connection;
    }

    /**
     * Whether the peer of that stream, or the network in between, has gone, and no action on this side is the reason.
     */
    boolean isHangUpOf(TcpStream stream) {
        return connection == stream.connection()
                && getCause() instanceof IOException cause
                && !(cause instanceof ClosedChannelException)
                && !(cause instanceof ConnectionFailedException);
    }
}
