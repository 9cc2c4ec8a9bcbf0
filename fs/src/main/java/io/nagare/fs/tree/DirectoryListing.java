package io.nagare.fs.tree;

import io.nagare.driver.DiskPath;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.failure.FileFailure;
import io.nagare.fs.handle.HeldDirectory;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The entries of one directory, in the system's order. */
public final class DirectoryListing implements EntryCursor<Path> {

    private final Path directory;
    private @Nullable HeldDirectory held;

    public DirectoryListing(Path directory) {
        this.directory = directory;
    }

    @Override
    public @Nullable Path next() throws IOException {
        HeldDirectory open = held;
        if (open == null) {
            open = HeldDirectory.open(directory);
            held = open;
        }
        Path name = open.next();
        return name == null ? null : DiskPath.program(directory.resolve(name));
    }

    @Override
    public FileOperationException failed(Throwable cause) {
        return FileFailure.ofDirectory("list", directory, cause);
    }

    @Override
    public void close() throws IOException {
        if (held != null) {
            held.close();
        }
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
