package io.nagare.nats.failure;

import io.nagare.failure.NagareException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server refuses the user, the password, the token or the certificate of a connection.
 *
 * @since 0.1
 */
public final class NatsCredentialsException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Names the servers and what they said. */
    public NatsCredentialsException(List<String> servers, @Nullable Throwable cause) {
        super(
                "the NATS server at " + String.join(", ", servers) + " refuses the credentials: " + cause
                        + ". NatsOptions.configure sets them",
                cause);
    }
}
