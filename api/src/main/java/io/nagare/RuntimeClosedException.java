package io.nagare;

/**
 * The runtime that was needed has been closed.
 *
 * @since 0.1
 */
public final class RuntimeClosedException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Says what was tried. */
    public RuntimeClosedException(String runtime, String what) {
        super(what + " is not possible: the runtime " + runtime + " is closed");
    }
}
