package io.nagare.fs.contract;

import io.nagare.failure.NagareException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An operation on a file has failed. The message names the operation, the path and the reason. The cause is what the
 * system said, for instance a {@link NoSuchFileException}.
 */
public final class FileOperationException extends NagareException {

    private static final long serialVersionUID = 1L;

    private final String operation;
    private final transient @Nullable Path path;
    private final boolean done;

    /**
     * Makes an exception for one operation that has failed.
     *
     * @param operation what was tried, in a word
     * @param path what it was tried on
     * @param done whether the operation has been done all the same, see {@link #isDone}
     * @param message the operation, the path and the reason
     * @param cause what the system said
     */
    public FileOperationException(String operation, Path path, boolean done, String message, Throwable cause) {
        super(message, cause);
        this.operation = operation;
        this.path = path;
        this.done = done;
    }

    /**
     * Returns whether the operation has been done all the same. That is so if a file has its new content, but its
     * directory could not be forced to the storage device. A failure of the system may then undo the operation.
     */
    public boolean isDone() {
        return done;
    }

    /** Returns what was tried, in a word: read, write, copy and so on. */
    public String operation() {
        return operation;
    }

    /** Returns the path of the file; for a copy or a move that of the source. Null only after serialization. */
    public @Nullable Path path() {
        return path;
    }
}
