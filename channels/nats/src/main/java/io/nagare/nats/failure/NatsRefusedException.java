package io.nagare.nats.failure;

import io.nagare.failure.NagareException;

/**
 * The server refuses a request of a channel. The message has its error.
 *
 * @since 0.1
 */
public final class NatsRefusedException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Names the request, the numbers of the error, and what the server said. */
    public NatsRefusedException(String what, int code, int number, String says) {
        super("the NATS server refuses " + what + ": " + says + " (" + code + "/" + number + ")");
    }
}
