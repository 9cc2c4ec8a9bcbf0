package io.nagare.redis.failure;

import io.nagare.failure.NagareException;
import org.jspecify.annotations.Nullable;

/**
 * A server refuses the user or the password of a connection.
 *
 * @since 0.1
 */
public final class RedisCredentialsException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Names the server and what it said. */
    public RedisCredentialsException(String server, @Nullable Throwable cause) {
        super(
                "the Redis server at " + server + " refuses the credentials: " + cause
                        + ". They stand in the address: redis://user:password@host:port",
                cause);
    }
}
