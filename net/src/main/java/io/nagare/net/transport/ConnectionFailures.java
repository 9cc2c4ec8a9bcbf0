package io.nagare.net.transport;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Makes the exceptions of a connection. Their class is in the public package, which depends on this one. */
@FunctionalInterface
public interface ConnectionFailures {

    /**
     * Makes one exception.
     *
     * @param operation what was tried
     * @param connection on which connection
     * @param why the reason in words
     * @param cause what the system said; null if this is about the use of the connection
     */
    IOException failed(String operation, Transport transport, String why, @Nullable Throwable cause);
}
