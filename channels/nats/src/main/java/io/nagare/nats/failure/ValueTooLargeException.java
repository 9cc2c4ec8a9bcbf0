package io.nagare.nats.failure;

import io.nagare.failure.NagareException;

/**
 * A value has more bytes than the server takes in a message. It was not sent.
 *
 * @since 0.1
 */
public final class ValueTooLargeException extends NagareException {

    private static final long serialVersionUID = 1L;

    /**
     * Names the channel and both sizes.
     *
     * @param limit the largest size, or -1 if the server has not said it
     */
    public ValueTooLargeException(String channel, long size, long limit) {
        super("a value of " + size + " bytes is too large for " + channel + ": the server takes "
                + (limit < 0 ? "fewer" : limit) + " bytes in a message, with its headers (max_payload, max_msg_size)");
    }
}
