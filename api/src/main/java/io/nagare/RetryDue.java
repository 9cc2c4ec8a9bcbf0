package io.nagare;

/** Tells the retry behind {@code retryWhen} that the wait after a failure is over. Never leaves the operator. */
final class RetryDue extends NagareException {

    private static final long serialVersionUID = 1L;

    RetryDue(Throwable failure) {
        super("retryWhen is to try again", failure, false);
    }
}
