package io.nagare.net;

import io.nagare.driver.Driver;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The file of a Unix socket. The system makes it when the socket is bound, and never removes it. So its listener
 * removes it, if it is still the same file. May be used by any thread.
 *
 * <p>Always holds: when {@link #remove} has returned, on any thread, the file is gone. So whoever learns that the
 * listener has closed can listen on the path again. The socket must be open until then: while it is, no other file gets
 * the key of its own.
 */
final class SocketFile {

    /** The longest path that fits into the system's address. */
    static final int MOST_BYTES = 107;

    private final Path path;
    private final Object key;
    private final Driver driver;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock. */
    private boolean removed;

    private SocketFile(Path path, Object key, Driver driver) {
        this.path = path;
        this.key = key;
        this.driver = driver;
    }

    /** The file of a socket that has just been bound; null if there is none. */
    static @Nullable SocketFile of(SocketAddress address, Driver driver) throws IOException {
        if (!(address instanceof UnixDomainSocketAddress unix)) {
            return null;
        }
        Path path = driver.path(unix.getPath());
        Object key = key(path);
        return key == null ? null : new SocketFile(path, key, driver);
    }

    private static @Nullable Object key(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    /**
     * Removes the file. A second call waits for the first one and does nothing. This takes no longer than binding,
     * which has made the file on such a thread too.
     */
    void remove() {
        lock.lock();
        try {
            if (!removed) {
                removed = true;
                removeOwn();
            }
        } finally {
            lock.unlock();
        }
    }

    private void removeOwn() {
        try {
            if (key.equals(key(path))) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | RuntimeException failure) {
            driver.unseen(failure, "removing the socket " + path);
        }
    }
}
