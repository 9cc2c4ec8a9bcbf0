package io.nagare.process;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A standard stream of a child, or of this process, cannot be read or written. The message names the stream and the
 * reason.
 */
public final class ChildStreamException extends IOException {

    private static final long serialVersionUID = 1L;

    ChildStreamException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
