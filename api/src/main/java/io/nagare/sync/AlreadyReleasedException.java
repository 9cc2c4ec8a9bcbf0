package io.nagare.sync;

import io.nagare.NagareException;

/** What had been given back was used or given back again: two owners believe that they hold it. */
public final class AlreadyReleasedException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Names what it was, and what was done to it. */
    public AlreadyReleasedException(String what, String call) {
        super(what + " has already been released, and " + call
                + " was called on it: release it once, where it is taken");
    }
}
