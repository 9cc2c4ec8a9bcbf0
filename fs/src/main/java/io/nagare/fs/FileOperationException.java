package io.nagare.fs;

import io.nagare.NagareException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
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

    private FileOperationException(String operation, Path path, String message, Throwable cause) {
        super(message, cause);
        this.operation = operation;
        this.path = path;
        this.done = cause instanceof NotForcedException;
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

    /** Says in words what the cause means. May block, as it may have to look at the file. */
    static FileOperationException of(String operation, Path path, Throwable cause) {
        if (cause instanceof NotForcedException) {
            return new FileOperationException(
                    operation, path, operation + " of " + path + " is done, but " + cause.getMessage(), cause);
        }
        return new FileOperationException(
                operation, path, operation + " of " + path + " failed: " + reason(path, cause, true), cause);
    }

    /** The same for an operation on two paths, of which the cause says which one it is about. */
    static FileOperationException of(String operation, Path from, Path to, Throwable cause) {
        if (cause instanceof NotForcedException) {
            return of(operation, from, cause);
        }
        boolean ofSource = cause instanceof FileSystemException failure && from.toString().equals(failure.getFile());
        String reason = reason(ofSource ? from : to, cause, true);
        if (cause instanceof AccessDeniedException denied) {
            reason += " at " + denied.getFile();
        }
        return new FileOperationException(
                operation, from, operation + " of " + from + " to " + to + " failed: " + reason, cause);
    }

    /** As the other, of something that may well be done to a directory, so that its being one explains nothing. */
    static FileOperationException ofDirectory(String operation, Path path, Throwable cause) {
        return new FileOperationException(
                operation, path, operation + " of " + path + " failed: " + reason(path, cause, false), cause);
    }

    /** To say why, the file may have to be looked at; if that fails as well, what is known is said. */
    private static String reason(Path path, Throwable cause, boolean wantsFile) {
        try {
            return inWords(path, cause, wantsFile);
        } catch (RuntimeException | Error unable) {
            return cause.toString();
        }
    }

    private static String inWords(Path path, Throwable cause, boolean wantsFile) {
        if (cause instanceof NagareException) {
            return String.valueOf(cause.getMessage());
        }
        if (cause instanceof NoSuchFileException) {
            Path parent = path.toAbsolutePath().getParent();
            return parent == null || Files.exists(parent) ? "there is no such file" : "there is no directory " + parent;
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "it exists already";
        }
        if (cause instanceof DirectoryNotEmptyException) {
            return "the directory is not empty";
        }
        if (cause instanceof AtomicMoveNotSupportedException) {
            return "it cannot be moved there in one step";
        }
        if (cause instanceof NotDirectoryException) {
            return "it is not a directory";
        }
        if (cause instanceof NotLinkException) {
            return "it is not a symbolic link";
        }
        if (cause instanceof FileSystemLoopException) {
            return "it leads back to a directory above it";
        }
        if (wantsFile && Files.isDirectory(path)) {
            return "it is a directory";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = cause instanceof FileSystemException named ? named.getReason() : cause.getMessage();
        if (!wantsFile && "Not a directory".equals(reason)) {
            return "it is not a directory";
        }
        return reason == null ? cause.toString() : reason;
    }
}
