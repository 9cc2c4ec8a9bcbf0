package io.nagare.nats.failure;

import io.nagare.failure.NagareException;

/**
 * Nobody receives the requests of a subject, or all receivers have as many as they take.
 *
 * @since 0.1
 */
public final class NoReceiverException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Names the subject. */
    public NoReceiverException(String subject) {
        super("no receiver of " + subject + " takes a request now. Try again, or start one (NatsRequests.receiver)");
    }
}
