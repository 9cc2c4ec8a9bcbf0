package io.nagare.fs.failure;

import java.io.IOException;

/** The operation is done, but its directory could not be forced to the device. A failure of the system may undo it. */
public final class NotForcedException extends IOException {

    private static final long serialVersionUID = 1L;

    public NotForcedException(IOException cause) {
        super("its directory could not be forced to the device (" + cause.getMessage() + ")", cause);
    }
}
