package io.nagare.fs.work;

import io.nagare.fs.contract.FileOperationException;
import java.io.Closeable;
import java.io.IOException;

/**
 * The file or directory that a {@link RepeatedJob} works on. Used by one thread at a time, which may block. Only {@link
 * #close()} and {@link #failed} are called on a strand too. {@code toString} names it for reports.
 */
public interface JobFile extends Closeable {

    /** Makes the failure of the work on this. */
    FileOperationException failed(Throwable cause);

    /** Closes what is open, and does nothing if nothing is. */
    @Override
    void close() throws IOException;
}
