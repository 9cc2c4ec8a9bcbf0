package io.nagare.process;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A standard stream of a child, or of this process, cannot be read or written. The message names the stream and the
 * reason.
 *
 * <p>It is an {@link IOException}, as the failures of sockets and files are. So {@code block()} and {@code blockOn} do
 * not throw it itself, but a {@link io.nagare.failure.BlockingCallException} with this as its cause.
 */
public final class ChildStreamException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean outputWithoutReader;

    ChildStreamException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private ChildStreamException(String message, @Nullable Throwable cause, boolean outputWithoutReader) {
        super(message, cause);
        this.outputWithoutReader = outputWithoutReader;
    }

    /** The process at the other end of an output of this process has closed it, or has ended. */
    static ChildStreamException outputWithoutReader(String stream, IOException cause) {
        return new ChildStreamException(
                "writing to " + stream + " failed: the process that reads " + stream + " of this one has gone",
                cause,
                true);
    }

    /** Whether an output of this process has no reader any more. */
    boolean isOutputWithoutReader() {
        return outputWithoutReader;
    }
}
