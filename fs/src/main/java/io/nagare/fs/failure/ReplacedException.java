package io.nagare.fs.failure;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** What a path leads to is not what was looked at just before: somebody has put something else in its place. */
public final class ReplacedException extends FileSystemException {

    private static final long serialVersionUID = 1L;

    public ReplacedException(Path path) {
        super(path.toString(), null, "something else was put in its place meanwhile");
    }
}
