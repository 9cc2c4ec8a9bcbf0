package io.nagare.fs.resource;

import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.failure.FileFailure;
import io.nagare.fs.tree.TreeRemoval;
import io.nagare.fs.work.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file or a directory in the system's directory for what is temporary. */
public final class TemporaryPath implements Resource {

    private static final String PREFIX = "nagare-";

    private final boolean isDirectory;
    private @Nullable Path path;

    public TemporaryPath(boolean isDirectory) {
        this.isDirectory = isDirectory;
    }

    @Override
    public boolean take() throws IOException {
        Path made = isDirectory ? Files.createTempDirectory(PREFIX) : Files.createTempFile(PREFIX, ".tmp");
        Leftovers.add(made);
        path = made;
        return true;
    }

    @Override
    public Path path() {
        return Objects.requireNonNull(path, "not taken");
    }

    @Override
    public void release() throws IOException {
        Path taken = path;
        path = null;
        if (taken == null) {
            return;
        }
        if (isDirectory) {
            new TreeRemoval(new Stop()).removeIfExists(taken);
        } else {
            Files.deleteIfExists(taken);
        }
        Leftovers.remove(taken);
    }

    @Override
    public FileOperationException failed(Throwable cause, boolean released) {
        Path place = path == null ? Path.of(System.getProperty("java.io.tmpdir", "")) : path;
        return FileFailure.ofDirectory(released ? "delete" : "create temporary", place, cause);
    }
}
