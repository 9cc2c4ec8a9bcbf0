package io.nagare.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file that is locked. The system's locks are between processes, and closing any channel of a file gives up what its process has locked of it (POSIX);
 * so within this process there is one channel for each locked file, which those that share it count.
 */
final class LockedFile implements Resource {

    /** The locked files by what identifies them. Guarded by itself, held for a few calls to the system that do not wait. */
    private static final Map<Object, Held> HELD = new HashMap<>();

    private final Path path;
    private final LockMode mode;
    private @Nullable Held held;

    /** A file that this process has locked, until there are no holders. */
    private static final class Held {

        private final Object key;
        private final FileChannel channel;
        private final LockMode mode;
        private int holders = 1;

        Held(Object key, FileChannel channel, LockMode mode) {
            this.key = key;
            this.channel = channel;
            this.mode = mode;
        }
    }

    LockedFile(Path path, LockMode mode) {
        this.path = path;
        this.mode = mode;
    }

    @Override
    public boolean take() throws IOException {
        Object identity = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        Object key = identity == null ? path.toRealPath() : identity;
        synchronized (HELD) {
            Held present = HELD.get(key);
            if (present == null) {
                held = lock(key);
            } else if (present.mode == LockMode.SHARED && mode == LockMode.SHARED) {
                present.holders++;
                held = present;
            }
            return held != null;
        }
    }

    private @Nullable Held lock(Object key) throws IOException {
        boolean shared = mode == LockMode.SHARED;
        FileChannel channel = FileChannel.open(path, shared ? StandardOpenOption.READ : StandardOpenOption.WRITE);
        Held locked = null;
        try {
            if (channel.tryLock(0, Long.MAX_VALUE, shared) != null) {
                locked = new Held(key, channel, mode);
                HELD.put(key, locked);
            }
            return locked;
        } catch (OverlappingFileLockException byOtherMeans) {
            return null;
        } finally {
            if (locked == null) {
                channel.close();
            }
        }
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public void release() throws IOException {
        Held given = held;
        held = null;
        if (given == null) {
            return;
        }
        synchronized (HELD) {
            given.holders--;
            if (given.holders == 0) {
                HELD.remove(given.key);
                given.channel.close();
            }
        }
    }

    @Override
    public FileOperationException failed(Throwable cause, boolean released) {
        return FileOperationException.of(released ? "unlock" : "lock", path, cause);
    }
}
