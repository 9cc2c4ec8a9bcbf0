package io.nagare.failure;

import org.jspecify.annotations.Nullable;

/**
 * The base class of the exceptions of this library, so that an application can tell them from its own.
 *
 * @since 0.1
 */
public abstract class NagareException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** For subclasses. */
    protected NagareException(String message) {
        super(message);
    }

    /** For subclasses. */
    protected NagareException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** For a subclass that may do without a stack trace. */
    protected NagareException(String message, @Nullable Throwable cause, boolean hasStackTrace) {
        super(message, cause, true, hasStackTrace);
    }
}
