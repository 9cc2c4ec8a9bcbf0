package io.nagare.fs.resource;

import io.nagare.fs.contract.FileOperationException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Something that exists while some work runs. Used by one thread at a time, which may block. Only {@link #failed} is
 * called on a strand too.
 */
interface Resource {

    /**
     * Makes or takes it. May block.
     *
     * @return whether that was possible by now; if not, it is to be tried again
     */
    boolean take() throws IOException;

    /** Where it is, once it is taken. */
    Path path();

    /** Removes it or gives it back, and does nothing if it is not there. May block. */
    void release() throws IOException;

    /** Makes the exception for a failure to take it, or, if {@code released}, to release it. */
    FileOperationException failed(Throwable cause, boolean released);
}
