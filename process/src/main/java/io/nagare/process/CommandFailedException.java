package io.nagare.process;

import io.nagare.failure.NagareException;
import org.jspecify.annotations.Nullable;

/**
 * A command could not be started. The message names the program and the reason. It names no arguments, since these may
 * be secrets. The cause is what the system said.
 */
public final class CommandFailedException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Why a command could not be started. */
    public enum Reason {
        /** There is no such program, or the interpreter that its first line names is not there. */
        NOT_FOUND,
        /** The file is there, but may not be executed. */
        NOT_PERMITTED,
        /** The file is no program that this system can run. */
        NOT_EXECUTABLE,
        /** The directory to start in is not there, or is none. */
        NO_DIRECTORY,
        /** A file for one of the streams cannot be opened. */
        STREAM_FILE,
        /** Arguments and environment are longer than the system allows. */
        TOO_LONG,
        /** The system has no more memory, processes or descriptors. */
        EXHAUSTED,
        /** Anything else; the message has the system's words. */
        OTHER
    }

    private final String program;
    private final Reason reason;

    CommandFailedException(String program, Reason reason, String why, @Nullable Throwable cause) {
        super("starting " + program + " failed: " + why, cause);
        this.program = program;
        this.reason = reason;
    }

    /** Returns the program, as the command names it. */
    public String program() {
        return program;
    }

    /** Returns why it could not be started. */
    public Reason reason() {
        return reason;
    }
}
