package io.nagare.fs.handle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens files to read or write their content. All methods may block, but not for ever.
 *
 * <p>Opening a named pipe waits until somebody opens its other end, and nothing can end that wait. So the file is
 * looked at first, and a pipe, a socket or a terminal is refused. Disks are opened, and devices that never make a
 * reader wait. The JDK cannot open without waiting. So if a pipe takes the file's place after the look, the thread is
 * still held.
 *
 * <p>Always holds: {@link Opened#key} identifies the file that was opened, since the path led to that file before and
 * after.
 */
public final class FileOpening {

    /** How often a path may lead to another file before and after it was opened. */
    private static final int MOST_TRIES = 100;

    private static final Set<String> HARMLESS_DEVICES =
            Set.of("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom");

    private static final int TYPE_BITS = 0170000;
    private static final int PIPE = 0010000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int BLOCK_DEVICE = 0060000;
    private static final int SOCKET = 0140000;

    private FileOpening() {}

    /**
     * A file that was opened.
     *
     * @param channel to be closed by {@link LockTable#close}
     * @param key what identifies the file; null if the file system has no such thing
     * @param options with which it was opened
     */
    public record Opened(FileChannel channel, @Nullable Object key, Set<? extends OpenOption> options) {}

    public static Opened toRead(Path path) throws IOException {
        return open(path, Set.of(StandardOpenOption.READ));
    }

    public static Opened open(Path path, Set<? extends OpenOption> options) throws IOException {
        for (int tries = 1; ; tries++) {
            BasicFileAttributes before = lookIfThere(path);
            if (before != null) {
                requireNoWaiting(path, before);
            }
            Object key = before == null ? null : before.fileKey();
            FileChannel channel = LockTable.open(path, options, key);
            Opened opened = new Opened(channel, keyAfter(path, channel), options);
            if (before == null || Objects.equals(key, opened.key()) || tries == MOST_TRIES) {
                return opened;
            }
            LockTable.close(opened);
        }
    }

    private static @Nullable Object keyAfter(Path path, FileChannel channel) throws IOException {
        boolean known = false;
        try {
            BasicFileAttributes after = lookIfThere(path);
            known = true;
            return after == null ? null : after.fileKey();
        } finally {
            if (!known) {
                channel.close();
            }
        }
    }

    private static @Nullable BasicFileAttributes lookIfThere(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException missing) {
            return null;
        }
    }

    /** Refuses a file that may keep a thread waiting for ever. */
    public static void requireNoWaiting(Path path, BasicFileAttributes attributes) throws IOException {
        if (!attributes.isOther()) {
            return;
        }
        String what = waitingKind(path);
        if (what != null) {
            throw new FileSystemException(
                    path.toString(),
                    null,
                    "it is " + what
                            + ", which may keep a thread waiting for ever;"
                            + " use a stream of java.io on a thread of its own");
        }
    }

    private static @Nullable String waitingKind(Path path) throws IOException {
        return switch (type(path)) {
            case PIPE -> "a named pipe";
            case SOCKET -> "a socket";
            case BLOCK_DEVICE -> null;
            case CHARACTER_DEVICE -> isHarmless(path) ? null : "a terminal or another device";
            default -> "no regular file";
        };
    }

    /** What a special file is, in words. */
    public static String kind(Path path) throws IOException {
        return switch (type(path)) {
            case PIPE -> "a named pipe";
            case SOCKET -> "a socket";
            case BLOCK_DEVICE, CHARACTER_DEVICE -> "a device";
            default -> "no regular file";
        };
    }

    private static int type(Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return 0;
        }
        return (int) Files.getAttribute(path, "unix:mode") & TYPE_BITS;
    }

    private static boolean isHarmless(Path path) throws IOException {
        return HARMLESS_DEVICES.contains(path.toRealPath().toString());
    }
}
