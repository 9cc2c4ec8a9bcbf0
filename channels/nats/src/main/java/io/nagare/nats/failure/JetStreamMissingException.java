package io.nagare.nats.failure;

import io.nagare.failure.NagareException;

/**
 * A server has no JetStream, or none for the account of a connection; or nobody can tell.
 *
 * @since 0.1
 */
public final class JetStreamMissingException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Names the server and what it said. */
    public JetStreamMissingException(String server, String answer) {
        super("the NATS server " + server + " has no JetStream for this account (" + answer
                + "), or does not say so. Start it with -js, or enable JetStream for the account. If it has JetStream:"
                + " this user may lack the right to publish to $JS.API.> or to subscribe to _INBOX.>, or a cluster has"
                + " no leader at the moment");
    }
}
