package io.nagare.process;

import io.nagare.failure.NagareException;

/** A child has not succeeded. The message has its status and, if that was collected, the end of its error output. */
public final class ExitFailureException extends NagareException {

    private static final long serialVersionUID = 1L;

    private final int code;

    ExitFailureException(String program, ExitStatus status, String errors) {
        super(program + " ended with " + status + (errors.isEmpty() ? "" : ": " + errors));
        this.code = status.code();
    }

    /** Returns how the child has ended. */
    public ExitStatus status() {
        return new ExitStatus(code);
    }
}
