package io.nagare.net;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A connection that was there has failed, or was used after it was closed. */
public final class ConnectionFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    ConnectionFailedException(String operation, TcpStream stream, String why, @Nullable Throwable cause) {
        super(operation + " on " + stream + " failed: " + why, cause);
    }
}
