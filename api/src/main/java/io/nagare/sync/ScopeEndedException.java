package io.nagare.sync;

import io.nagare.failure.NagareException;

/**
 * A task was to be spawned in a scope that has ended, and would have outlived it.
 *
 * @since 0.1
 */
public final class ScopeEndedException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Says where to spawn instead. */
    public ScopeEndedException() {
        super("the scope has ended, and a task cannot be spawned in it any more: spawn from its body or from one of"
                + " its tasks");
    }
}
