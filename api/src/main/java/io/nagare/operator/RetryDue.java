package io.nagare.operator;

import io.nagare.failure.NagareException;

/** Tells the retry behind {@code retryWhen} that the wait after a failure is over. Never leaves the operator. */
public final class RetryDue extends NagareException {

    private static final long serialVersionUID = 1L;

    public RetryDue(Throwable failure) {
        super("retryWhen is to try again", failure, false);
    }
}
