package io.nagare.fs.failure;

import java.io.IOException;

/** What was to be done is done, but the directory could not be forced to the device, so it may not outlive a failure of the system. */
public final class NotForcedException extends IOException {

    private static final long serialVersionUID = 1L;

    public NotForcedException(IOException cause) {
        super("its directory could not be forced to the device (" + cause.getMessage() + ")", cause);
    }
}
