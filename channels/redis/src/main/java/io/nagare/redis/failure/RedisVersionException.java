package io.nagare.redis.failure;

import io.nagare.failure.NagareException;

/**
 * A server is too old.
 *
 * @since 0.1
 */
public final class RedisVersionException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Names the server and its version. */
    public RedisVersionException(String server, String version) {
        super("the Redis server at " + server + " has the version " + version
                + ", but 7.0 or newer is needed (or Valkey)");
    }
}
