package io.nagare.nats.failure;

import io.nagare.failure.NagareException;

/**
 * The connection was lost behind a request and before its answer. Nobody knows whether the work was done.
 *
 * @since 0.1
 */
public final class AnswerLostException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Names the subject. */
    public AnswerLostException(String subject) {
        super("the connection was lost before the answer of " + subject + " was here. The work may have been done");
    }
}
