package io.nagare.fs.tree;

import io.nagare.fs.contract.FileOperationException;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream of entries comes from. Used by one thread at a time, one that may block; only {@link #close()} may be called on a strand too.
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
