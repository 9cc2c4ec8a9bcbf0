package io.nagare.process;

import io.nagare.failure.NagareException;

/** A child has written more than was to be collected. The message names the stream and the limit. */
public final class OutputTooLongException extends NagareException {

    private static final long serialVersionUID = 1L;

    private final int limit;

    OutputTooLongException(String program, String stream, int limit) {
        super(stream + " of " + program + " is longer than " + limit
                + " bytes: raise Command.outputLimit, or read it as a stream");
        this.limit = limit;
    }

    /** Returns the limit, in bytes. */
    public int limit() {
        return limit;
    }
}
