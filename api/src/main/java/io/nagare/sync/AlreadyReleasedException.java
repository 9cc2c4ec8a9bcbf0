package io.nagare.sync;

import io.nagare.failure.NagareException;

/**
 * Something was used or released after its release: two owners believe that they hold it.
 *
 * @since 0.1
 */
public final class AlreadyReleasedException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Names what was released, and what was called on it. */
    public AlreadyReleasedException(String what, String call) {
        super(what + " has already been released, and " + call
                + " was called on it: release it once, where it is taken");
    }
}
