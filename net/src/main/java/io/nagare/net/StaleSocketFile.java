package io.nagare.net;

import io.nagare.driver.Driver;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the file of a Unix socket on which nobody listens any more. Stateless, but for the paths that this process
 * is replacing; called by any thread. It takes a few calls of the system, as binding does, and waits for nobody.
 *
 * <p>Always holds: of several starters on one such file, in any processes, exactly one removes it and listens. Looking,
 * removing and binding are under a lock, on a file beside the socket. Binding under another name and renaming would not
 * do: renaming replaces a socket that has just come to life, and its listener would keep the other name as its address.
 * The system gives a lock back when its process is killed, so none stays behind.
 */
final class StaleSocketFile {

    private static final int FILE_TYPE = 0xF000;
    private static final int SOCKET = 0xC000;

    /** What this process is replacing: the system's locks are between processes. */
    private static final Set<Path> REPLACING = ConcurrentHashMap.newKeySet();

    /** Binds a socket. */
    @FunctionalInterface
    interface Binding {
        void bind() throws IOException;
    }

    private StaleSocketFile() {}

    /**
     * Binds a socket to a path that was taken, if the file there is that of a socket on which nobody listens.
     *
     * @param taken why binding has failed before
     * @throws IOException if somebody listens there or is about to, or if it is no socket
     */
    static void replace(Path path, BindException taken, Binding binding, Driver driver) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null || !exists(path)) {
            throw taken;
        }
        Path real = directory.toRealPath().resolve(path.getFileName());
        if (!REPLACING.add(real)) {
            throw anotherStarter(path);
        }
        try {
            replaceAlone(path, real.resolveSibling(real.getFileName() + ".lock"), binding, driver);
        } finally {
            REPLACING.remove(real);
        }
    }

    private static void replaceAlone(Path path, Path lockFile, Binding binding, Driver driver) throws IOException {
        try (FileChannel channel = open(lockFile);
                FileLock lock = lock(channel)) {
            if (lock == null) {
                throw anotherStarter(path);
            }
            try {
                if (exists(path)) {
                    requireStale(path, driver);
                    Files.deleteIfExists(path);
                }
                // Fails if a starter that found no file is faster.
                binding.bind();
            } finally {
                // Whoever has opened this file and locks it later finds no stale socket.
                Files.deleteIfExists(lockFile);
            }
        }
    }

    private static FileChannel open(Path lockFile) throws IOException {
        try {
            return FileChannel.open(
                    lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException failure) {
            throw new IOException("the file " + lockFile + ", which guards the replacing, cannot be opened: "
                    + failure, failure);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException here) {
            return null;
        }
    }

    private static BindException anotherStarter(Path path) {
        return new BindException("another server is being started on " + path);
    }

    /** Whether there is a socket. Throws if there is something else. */
    private static boolean exists(Path path) throws IOException {
        Object mode;
        try {
            mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException none) {
            return false;
        }
        if (!(mode instanceof Integer bits) || (bits & FILE_TYPE) != SOCKET) {
            throw new BindException(path + " exists and is no socket; it is not replaced");
        }
        return true;
    }

    private static void requireStale(Path path, Driver driver) throws IOException {
        try (SocketChannel probe = driver.channels().openSocketChannel(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (SocketException refused) {
            if ("Connection refused".equals(refused.getMessage())) {
                return;
            }
            if (!"Resource temporarily unavailable".equals(refused.getMessage())) {
                throw refused;
            }
        }
        throw new BindException("another server listens on " + path);
    }
}
