package io.nagare.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Copies and moves one file, by steps between which it can be stopped. All methods may block.
 *
 * <p>Always holds: the target has its old content (or is not there) until it has the whole of the new.
 */
final class FileCopy {

    /** How much is copied in one step. */
    private static final long STEP = 8 << 20;

    private final Path from;
    private final Path to;
    private final List<CopyOption> options;
    private final Stop stop;
    private final LongConsumer advance;

    FileCopy(Path from, Path to, List<CopyOption> options, Stop stop, LongConsumer advance) {
        this.from = from;
        this.to = to;
        this.options = options;
        this.stop = stop;
        this.advance = advance;
    }

    /** Returns how many bytes were copied. */
    long copy() throws IOException {
        if (options.contains(LinkOption.NOFOLLOW_LINKS) && Files.isSymbolicLink(from)) {
            Files.copy(from, to, options.toArray(CopyOption[]::new));
            return 0;
        }
        if (Files.isDirectory(from)) {
            throw new IOException(from + " is a directory");
        }
        if (!options.contains(StandardCopyOption.REPLACE_EXISTING)) {
            return copyToNew();
        }
        return Files.exists(to) && Files.isSameFile(from, to) ? 0 : copyOver();
    }

    private long copyToNew() throws IOException {
        try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ)) {
            boolean copied = false;
            try (FileChannel target =
                    FileChannel.open(to, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                long count = transfer(source, target);
                copyAttributes(to);
                copied = !stop.isSet();
                return count;
            } catch (FileAlreadyExistsException notOurs) {
                copied = true;
                throw notOurs;
            } finally {
                if (!copied) {
                    Files.deleteIfExists(to);
                }
            }
        }
    }

    private long copyOver() throws IOException {
        try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ)) {
            AtomicReplacement replacement = AtomicReplacement.begin(to);
            boolean copied = false;
            try {
                long count = transfer(source, replacement.channel());
                copyAttributes(replacement.temporary());
                if (!stop.isSet()) {
                    replacement.commit();
                    copied = true;
                }
                return count;
            } finally {
                if (!copied) {
                    replacement.abandon();
                }
            }
        }
    }

    private long transfer(FileChannel source, FileChannel target) throws IOException {
        long position = 0;
        long count = source.transferTo(position, STEP, target);
        while (count > 0 && !stop.isSet()) {
            position += count;
            advance.accept(count);
            count = source.transferTo(position, STEP, target);
        }
        return position > 0 || source.size() > 0 ? position : read(source, target);
    }

    /** For the kernel's files, which do not tell their size and so, up to JDK 21, transfer nothing. */
    private long read(FileChannel source, FileChannel target) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        long copied = 0;
        while (source.read(buffer) >= 0 && !stop.isSet()) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                int count = target.write(buffer);
                copied += count;
                advance.accept(count);
            }
            buffer.clear();
        }
        return copied;
    }

    /** The permissions go along always, as with {@link Files#copy}; the times if asked for. */
    private void copyAttributes(Path target) throws IOException {
        PosixFileAttributeView old = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        PosixFileAttributeView its = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        if (old != null && its != null) {
            its.setPermissions(old.readAttributes().permissions());
        }
        if (options.contains(StandardCopyOption.COPY_ATTRIBUTES)) {
            BasicFileAttributes times = Files.readAttributes(from, BasicFileAttributes.class);
            Files.getFileAttributeView(target, BasicFileAttributeView.class)
                    .setTimes(times.lastModifiedTime(), times.lastAccessTime(), times.creationTime());
        }
    }

    /** Renames, or, from one file system to another, copies and deletes. */
    void move() throws IOException {
        if (options.contains(StandardCopyOption.ATOMIC_MOVE) || isOneRename()) {
            Files.move(from, to, options.toArray(CopyOption[]::new));
            return;
        }
        long size = Files.size(from);
        FileCopy copy = new FileCopy(from, to, withAttributes(), stop, advance);
        long copied = copy.copy();
        if (!stop.isSet() && copied >= size) {
            Files.delete(from);
        }
    }

    private boolean isOneRename() throws IOException {
        Path directory = to.toAbsolutePath().getParent();
        return !Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)
                || directory == null
                || !Files.exists(directory)
                || Files.getFileStore(from).equals(Files.getFileStore(directory));
    }

    private List<CopyOption> withAttributes() {
        CopyOption[] more = options.toArray(new CopyOption[options.size() + 1]);
        more[options.size()] = StandardCopyOption.COPY_ATTRIBUTES;
        return Arrays.asList(more);
    }
}
