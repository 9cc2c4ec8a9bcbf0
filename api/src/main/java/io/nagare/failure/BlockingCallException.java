package io.nagare.failure;

/**
 * Carries a checked exception or an interrupt out of a call that waited.
 *
 * @since 0.1
 */
public final class BlockingCallException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Wraps a cause. */
    public BlockingCallException(String message, Throwable cause) {
        super(message, cause);
    }
}
