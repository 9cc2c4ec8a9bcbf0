package io.nagare.redis.failure;

import io.nagare.failure.NagareException;

/**
 * A value has more bytes than the server takes. It was not sent.
 *
 * @since 0.1
 */
public final class ValueTooLargeException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Names the channel and both sizes. */
    public ValueTooLargeException(String channel, long size, long limit) {
        super("a value of " + size + " bytes is too large for " + channel + ": the server takes " + limit
                + " bytes (proto-max-bulk-len)");
    }
}
