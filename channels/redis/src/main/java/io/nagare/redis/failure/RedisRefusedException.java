package io.nagare.redis.failure;

import io.nagare.failure.NagareException;
import org.jspecify.annotations.Nullable;

/**
 * The server refuses a command of a channel. The message has its error.
 *
 * @since 0.1
 */
public final class RedisRefusedException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Names what was to be done, and what the server said. */
    public RedisRefusedException(String what, @Nullable String says) {
        super("the Redis server refuses " + what + ": " + says);
    }
}
