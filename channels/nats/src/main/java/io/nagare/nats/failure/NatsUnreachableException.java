package io.nagare.nats.failure;

import io.nagare.failure.NagareException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * No server answers at any of the addresses, or the connection to it was refused.
 *
 * @since 0.1
 */
public final class NatsUnreachableException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Names the addresses and what the last one said. */
    public NatsUnreachableException(List<String> servers, @Nullable Throwable cause) {
        super("no NATS server can be reached at " + String.join(", ", servers) + ": " + cause, cause);
    }
}
