package io.nagare.sync;

import io.nagare.NagareException;

/** The semaphore was closed, so that no permit can be had. */
public final class PermitsClosedException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** For who asked for that many permits. */
    public PermitsClosedException(int asked) {
        super("the semaphore is closed: " + asked + (asked == 1 ? " permit" : " permits")
                + " can no longer be acquired");
    }
}
