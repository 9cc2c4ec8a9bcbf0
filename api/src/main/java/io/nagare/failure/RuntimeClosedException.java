package io.nagare.failure;

/**
 * A call or a stream needed a runtime that has been closed.
 *
 * @since 0.1
 */
public final class RuntimeClosedException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Says what was tried on the runtime that something belongs to. */
    public RuntimeClosedException(String what) {
        super(what + " is not possible: its runtime is closed");
    }

    /** Names the runtime, and what was tried. */
    public RuntimeClosedException(String runtime, String what) {
        super(what + " is not possible: the runtime " + runtime + " is closed");
    }
}
