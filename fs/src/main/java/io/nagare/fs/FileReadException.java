package io.nagare.fs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file could not be read. */
public final class FileReadException extends IOException {

    private static final long serialVersionUID = 1L;

    FileReadException(Path path, String why, Throwable cause) {
        super("reading " + path + " failed: " + why, cause);
    }

    static FileReadException of(Path path, Throwable cause) {
        if (cause instanceof NoSuchFileException) {
            return new FileReadException(path, "there is no such file", cause);
        }
        if (cause instanceof AccessDeniedException) {
            return new FileReadException(path, "permission denied", cause);
        }
        return new FileReadException(path, String.valueOf(cause.getMessage()), cause);
    }
}
