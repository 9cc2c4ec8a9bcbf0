package io.nagare.fs.failure;

import io.nagare.driver.DiskPath;
import io.nagare.failure.NagareException;
import io.nagare.fs.contract.FileOperationException;
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

/** Makes a {@link FileOperationException} from what the system said. Its message says the reason in words. */
public final class FileFailure {

    private FileFailure() {}

    /**
     * Makes the exception for an operation on one file. May block, since it may look at the file to find the reason.
     */
    public static FileOperationException of(String operation, Path path, Throwable cause) {
        if (cause instanceof NotForcedException) {
            return failure(operation, path, true, " is done, but " + cause.getMessage(), cause);
        }
        return failure(operation, path, false, " failed: " + reason(path, cause, true), cause);
    }

    /** The same for an operation on two paths. The cause says which of them it is about. */
    public static FileOperationException of(String operation, Path from, Path to, Throwable cause) {
        if (cause instanceof NotForcedException) {
            return of(operation, from, cause);
        }
        boolean ofSource = cause instanceof FileSystemException failure && from.toString().equals(failure.getFile());
        String reason = reason(ofSource ? from : to, cause, true);
        if (cause instanceof AccessDeniedException denied) {
            reason += " at " + denied.getFile();
        }
        return failure(operation, from, false, " to " + to + " failed: " + reason, cause);
    }

    /** The same for an operation that directories allow too. That the path is a directory is then no reason. */
    public static FileOperationException ofDirectory(String operation, Path path, Throwable cause) {
        return failure(operation, path, false, " failed: " + reason(path, cause, false), cause);
    }

    /** Makes an exception with the program's path. */
    private static FileOperationException failure(
            String operation, Path path, boolean isDone, String outcome, Throwable cause) {
        return new FileOperationException(
                operation, DiskPath.program(path), isDone, operation + " of " + path + outcome, cause);
    }

    /** The reason in words. If looking at the file fails as well, the cause itself is the reason. */
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
