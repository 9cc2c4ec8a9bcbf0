package io.nagare.fs.resource;

import io.nagare.driver.DiskPath;
import io.nagare.driver.Driver;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.failure.FileFailure;
import io.nagare.fs.tree.TreeRemoval;
import io.nagare.fs.work.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file or a directory in the system's directory for temporary files. */
public final class TemporaryPath implements Resource {

    private static final String PREFIX = "nagare-";

    private final boolean isDirectory;

    /** The directory for temporary files. */
    private final Path place;

    private @Nullable Path path;

    public TemporaryPath(boolean isDirectory, Driver driver) {
        this.isDirectory = isDirectory;
        this.place = driver.path(Path.of(System.getProperty("java.io.tmpdir", "")));
    }

    @Override
    public boolean take() throws IOException {
        Path made = make();
        Leftovers.add(made);
        path = made;
        return true;
    }

    private Path make() throws IOException {
        if (place instanceof DiskPath onDisk) {
            Path made = onDisk.resolve(PREFIX + onDisk.uniqueName() + ".tmp");
            return isDirectory ? Files.createDirectory(made) : Files.createFile(made);
        }
        return isDirectory ? Files.createTempDirectory(PREFIX) : Files.createTempFile(PREFIX, ".tmp");
    }

    @Override
    public Path path() {
        return DiskPath.program(Objects.requireNonNull(path, "not taken"));
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
        Path where = path == null ? place : path;
        return FileFailure.ofDirectory(released ? "delete" : "create temporary", where, cause);
    }
}
