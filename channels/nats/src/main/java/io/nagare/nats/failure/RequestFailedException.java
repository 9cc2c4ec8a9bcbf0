package io.nagare.nats.failure;

import io.nagare.failure.NagareException;

/**
 * The receiver of a request has answered that it fails, or has discarded it.
 *
 * @since 0.1
 */
public final class RequestFailedException extends NagareException {

    private static final long serialVersionUID = 1L;

    private final String why;

    /** Names the subject, and says what the receiver has said. */
    public RequestFailedException(String subject, String why) {
        super("a request of " + subject + " has failed at its receiver: " + why);
        this.why = why;
    }

    /** What the receiver has said. */
    public String why() {
        return why;
    }
}
