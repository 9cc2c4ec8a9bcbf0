package io.nagare.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file beside another that is to take its place in one step. All methods may block, and are called by one thread at a time.
 *
 * <p>Always holds: the target is changed by {@link #commit} alone, in one step of the file system; and after it, or {@link #abandon}, there is no
 * temporary file.
 */
final class AtomicReplacement {

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;

    private AtomicReplacement(Path target, Path temporary, FileChannel channel) {
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
    }

    /** Creates the temporary file. */
    static AtomicReplacement begin(Path path) throws IOException {
        boolean exists = Files.exists(path);
        Path target = exists || Files.isSymbolicLink(path) ? path.toRealPath() : path.toAbsolutePath();
        if (Files.isDirectory(target)) {
            throw new IOException("it is a directory");
        }
        for (; ; ) {
            Path temporary = target.resolveSibling(temporaryName(target));
            try {
                FileChannel channel =
                        FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
                AtomicReplacement replacement = new AtomicReplacement(target, temporary, channel);
                if (exists) {
                    replacement.keepPermissions();
                }
                return replacement;
            } catch (FileAlreadyExistsException ofAnEarlierProcess) {
                // The next number may be free.
            }
        }
    }

    private static String temporaryName(Path target) {
        return "." + target.getFileName() + "." + ProcessHandle.current().pid() + "-" + NUMBERS.incrementAndGet() + ".tmp";
    }

    private void keepPermissions() throws IOException {
        PosixFileAttributeView old = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        PosixFileAttributeView its = Files.getFileAttributeView(
                temporary, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (old == null || its == null) {
            return;
        }
        try {
            its.setPermissions(old.readAttributes().permissions());
        } catch (IOException failure) {
            abandon();
            throw failure;
        }
    }

    /** What is replaced, without links. */
    Path target() {
        return target;
    }

    /** The temporary file. */
    Path temporary() {
        return temporary;
    }

    /** Where the new content is written. */
    FileChannel channel() {
        return channel;
    }

    /** Puts the new content in the place of the old. To outlive a failure of the system it must have been forced to the device before. */
    void commit() throws IOException {
        channel.close();
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            abandon();
            throw failure;
        }
    }

    /** Leaves the target as it is. */
    void abandon() throws IOException {
        try {
            channel.close();
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Sees to it that the entry of a file in its directory is on the device, on systems where a directory can be opened for that. */
    static void forceDirectory(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || System.getProperty("os.name", "").startsWith("Windows")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
