package io.nagare.redis.failure;

import io.nagare.failure.NagareException;

/**
 * A connection was closed by {@code close}, {@code drain} or the end of its runtime, so nothing can go through it.
 *
 * @since 0.1
 */
public final class RedisClosedException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Says what was to be done. */
    public RedisClosedException(String what) {
        super(what + ": the Redis connection of this channel was closed");
    }
}
