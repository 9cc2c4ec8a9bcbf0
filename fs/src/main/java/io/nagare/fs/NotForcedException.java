package io.nagare.fs;

import java.io.IOException;

/** What was to be done is done, but the directory could not be forced to the device, so it may not outlive a failure of the system. */
final class NotForcedException extends IOException {

    private static final long serialVersionUID = 1L;

    NotForcedException(IOException cause) {
        super("its directory could not be forced to the device (" + cause.getMessage() + ")", cause);
    }
}
