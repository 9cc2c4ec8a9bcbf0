package io.nagare.process;

import static java.util.Objects.requireNonNull;

import io.nagare.driver.DiskPath;
import java.io.File;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/** Says which paths a child can have: those of the system, or, on a simulated host, those of its disk. Stateless. */
final class ChildPaths {

    private ChildPaths() {}

    /** Returns a path that some child can have. */
    static Path check(Path path, String name) {
        if (requireNonNull(path, name).getFileSystem() != FileSystems.getDefault() && !(path instanceof DiskPath)) {
            throw new IllegalArgumentException(
                    "the " + name + " of a child must be one of the system, but " + path + " belongs to "
                            + path.getFileSystem());
        }
        return path;
    }

    /** Returns the file for a child of the system. */
    static File ofSystem(Path path) {
        if (path instanceof DiskPath) {
            throw new IllegalArgumentException("only a child on a simulated host can use its disk, so not " + path);
        }
        return path.toFile();
    }
}
