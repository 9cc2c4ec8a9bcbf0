package io.nagare.net;

import java.io.IOException;

/** A connection could not be made. */
public final class ConnectFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    ConnectFailedException(String to, String why, Throwable cause) {
        super("connect to " + to + " failed: " + why, cause);
    }
}
