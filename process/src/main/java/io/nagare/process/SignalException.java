package io.nagare.process;

import io.nagare.failure.NagareException;
import org.jspecify.annotations.Nullable;

/** A signal cannot be caught by this process. The message says why. */
public final class SignalException extends NagareException {

    private static final long serialVersionUID = 1L;

    SignalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
