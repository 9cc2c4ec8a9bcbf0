package io.nagare.fs.contract;

import io.nagare.NagareException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Something could not be done to a file. The message names the operation, the path and the reason; the cause is what the system said, for instance a
 * {@link NoSuchFileException}.
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
     * Whether the operation has been done all the same: a file that was written has its new content, but its directory could not be forced to the storage
     * device, so that a failure of the system may take it back. Of other failures false.
     */
    public boolean isDone() {
        return done;
    }

    /** What was tried, in a word: read, write, copy and so on. */
    public String operation() {
        return operation;
    }

    /** What it was tried on, of a copy or a move the source; null only after the exception was serialized. */
    public @Nullable Path path() {
        return path;
    }
}
