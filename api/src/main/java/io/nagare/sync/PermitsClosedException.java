package io.nagare.sync;

import io.nagare.failure.NagareException;

/**
 * The semaphore was closed, so no permit can be acquired.
 *
 * @since 0.1
 */
public final class PermitsClosedException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Names how many permits were asked for. */
    public PermitsClosedException(int asked) {
        super("the semaphore is closed: " + asked + (asked == 1 ? " permit" : " permits")
                + " can no longer be acquired");
    }
}
