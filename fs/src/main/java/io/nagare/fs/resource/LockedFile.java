package io.nagare.fs.resource;

import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.contract.LockMode;
import io.nagare.fs.failure.FileFailure;
import io.nagare.fs.failure.ReplacedException;
import io.nagare.fs.handle.FileOpening;
import io.nagare.fs.handle.LockTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a file. It is this process's lock, and may be shared with other users in this process; see {@link
 * LockTable}.
 */
public final class LockedFile implements Resource {

    /** How often locking is tried again because the path leads to another file by then. */
    private static final int MOST_TRIES = 100;

    private final Path path;
    private final LockMode mode;
    private @Nullable Object held;

    public LockedFile(Path path, LockMode mode) {
        this.path = path;
        this.mode = mode;
    }

    @Override
    public boolean take() throws IOException {
        for (int tries = 1; tries <= MOST_TRIES; tries++) {
            Object key = key();
            if (!LockTable.tryLock(path, key, mode)) {
                return false;
            }
            held = key;
            if (key.equals(key())) {
                return true;
            }
            release();
        }
        throw new ReplacedException(path);
    }

    private Object key() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        FileOpening.requireNoWaiting(path, attributes);
        Object key = attributes.fileKey();
        return key == null ? path.toRealPath() : key;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public void release() throws IOException {
        Object given = held;
        held = null;
        if (given != null) {
            LockTable.unlock(given);
        }
    }

    @Override
    public FileOperationException failed(Throwable cause, boolean released) {
        return FileFailure.of(released ? "unlock" : "lock", path, cause);
    }
}
