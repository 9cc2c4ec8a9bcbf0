package io.nagare.redis.failure;

import io.nagare.failure.NagareException;
import org.jspecify.annotations.Nullable;

/**
 * No server answers at an address, or the server there is none that takes values.
 *
 * @since 0.1
 */
public final class RedisUnreachableException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Names the address and what went wrong. */
    public RedisUnreachableException(String server, @Nullable Throwable cause) {
        super("no Redis server can be reached at " + server + ": " + cause, cause);
    }

    /** Names the address and what is wrong with the server there. */
    public RedisUnreachableException(String server, String what) {
        super("the Redis server at " + server + " cannot be used: " + what);
    }
}
