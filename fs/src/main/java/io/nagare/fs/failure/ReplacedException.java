package io.nagare.fs.failure;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A path no longer leads to the file that was looked at just before. Somebody has put another in its place. */
public final class ReplacedException extends FileSystemException {

    private static final long serialVersionUID = 1L;

    public ReplacedException(Path path) {
        super(path.toString(), null, "something else was put in its place meanwhile");
    }
}
