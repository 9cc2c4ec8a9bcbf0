package io.nagare.net;

import java.io.IOException;
import java.time.Duration;

/** A peer has kept its server waiting for longer than one of the {@link ConnectionLimits} allows. */
public final class ConnectionLimitException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String limit;

    ConnectionLimitException(String limit, Duration length, String what) {
        super(what + " (the limit " + limit + " is " + describe(length) + ")");
        this.limit = limit;
    }

    private static String describe(Duration length) {
        long millis = length.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    /** The name of the limit: that of a component of {@link ConnectionLimits}. */
    public String limit() {
        return limit;
    }
}
