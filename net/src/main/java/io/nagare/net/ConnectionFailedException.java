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

    /** Whether the reason is that this peer, or the network before it, has gone: nothing that anybody here has done. */
    boolean isHangUpOf(TcpStream stream) {
        return connection == stream.connection()
                && getCause() instanceof IOException cause
                && !(cause instanceof ClosedChannelException)
                && !(cause instanceof ConnectionFailedException);
    }
}
