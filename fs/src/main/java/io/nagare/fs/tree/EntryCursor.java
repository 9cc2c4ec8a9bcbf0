package io.nagare.fs.tree;

import io.nagare.fs.contract.FileOperationException;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The source of a stream of entries. Used by one thread at a time, which may block. Only {@link #close()} is called on
 * a strand too.
 *
 * @param <T> an entry
 */
public interface EntryCursor<T> extends Closeable {

    /** The next entry, or null if there is none left. The first call opens what must be opened. May block. */
    @Nullable T next() throws IOException;

    /** What to tell of a failure of {@link #next()}. */
    FileOperationException failed(Throwable cause);

    /** Closes what is open, and does nothing if nothing is. */
    @Override
    void close() throws IOException;
}
