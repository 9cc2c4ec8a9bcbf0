package io.nagare.fs.failure;

import io.nagare.NagareException;
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

/** Turns what the system said of an operation on a file into a {@link FileOperationException}, whose message says the reason in words. */
public final class FileFailure {

    private FileFailure() {}

    /** Says in words what the cause means. May block, as it may have to look at the file. */
    public static FileOperationException of(String operation, Path path, Throwable cause) {
        if (cause instanceof NotForcedException) {
            return new FileOperationException(
                    operation, path, true, operation + " of " + path + " is done, but " + cause.getMessage(), cause);
        }
        return new FileOperationException(
                operation, path, false, operation + " of " + path + " failed: " + reason(path, cause, true), cause);
    }

    /** The same for an operation on two paths, of which the cause says which one it is about. */
    public static FileOperationException of(String operation, Path from, Path to, Throwable cause) {
        if (cause instanceof NotForcedException) {
            return of(operation, from, cause);
        }
        boolean ofSource = cause instanceof FileSystemException failure && from.toString().equals(failure.getFile());
        String reason = reason(ofSource ? from : to, cause, true);
        if (cause instanceof AccessDeniedException denied) {
            reason += " at " + denied.getFile();
        }
        return new FileOperationException(
                operation, from, false, operation + " of " + from + " to " + to + " failed: " + reason, cause);
    }

    /** As the other, of something that may well be done to a directory, so that its being one explains nothing. */
    public static FileOperationException ofDirectory(String operation, Path path, Throwable cause) {
        return new FileOperationException(
                operation, path, false, operation + " of " + path + " failed: " + reason(path, cause, false), cause);
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
