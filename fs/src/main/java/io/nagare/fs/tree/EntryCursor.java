package io.nagare.fs.tree;

import io.nagare.fs.work.JobFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The source of a stream of entries.
 *
 * @param <T> an entry
 */
public interface EntryCursor<T> extends JobFile {

    /** The next entry, or null if there is none left. The first call opens what must be opened. May block. */
    @Nullable T next() throws IOException;
}
