package io.nagare.nats.failure;

import io.nagare.failure.NagareException;

/**
 * A server has no JetStream, or none for the account of a connection.
 *
 * @since 0.1
 */
public final class JetStreamMissingException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Names the server and what it said. */
    public JetStreamMissingException(String server, String answer) {
        super("the NATS server " + server + " has no JetStream for this account (" + answer
                + "). Start it with -js, or enable JetStream for the account");
    }
}
