package io.nagare.examples.redis.client;

/** The server has answered that something is wrong. The connection goes on. */
public final class RedisException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RedisException(String text) {
        super(text);
    }
}
