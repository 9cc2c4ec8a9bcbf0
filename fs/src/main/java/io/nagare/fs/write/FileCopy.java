package io.nagare.fs.write;

import io.nagare.fs.failure.ReplacedException;
import io.nagare.fs.handle.ChannelCalls;
import io.nagare.fs.handle.FileOpening;
import io.nagare.fs.handle.HeldDirectory;
import io.nagare.fs.handle.LockTable;
import io.nagare.fs.work.Stop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies and moves one file, in steps between which it can be stopped. All methods may block.
 *
 * <p>Always holds: the target has its old content, or does not exist, until it has all of the new content.
 */
public final class FileCopy {

    /** How much is copied in one step. */
    private static final long STEP = 8 << 20;

    private final Path from;
    private final Path to;
    private final List<CopyOption> options;
    private final Stop stop;
    private final LongConsumer advance;

    /** The attributes of the file that is copied; null before it was opened. */
    private @Nullable BasicFileAttributes attributes;

    public FileCopy(Path from, Path to, List<CopyOption> options, Stop stop, LongConsumer advance) {
        this.from = from;
        this.to = to;
        this.options = options;
        this.stop = stop;
        this.advance = advance;
    }

    /** Returns how many bytes were copied. */
    public long copy() throws IOException {
        if (options.contains(LinkOption.NOFOLLOW_LINKS) && Files.isSymbolicLink(from)) {
            copyLink();
            return 0;
        }
        if (Files.isDirectory(from)) {
            throw new IOException(from + " is a directory");
        }
        boolean replaces = options.contains(StandardCopyOption.REPLACE_EXISTING);
        if (replaces && Files.exists(to) && Files.isSameFile(from, to)) {
            return 0;
        }
        FileOpening.Opened source = FileOpening.toRead(from);
        try {
            attributes = attributes(source);
            return replaces ? copyOver(source.channel()) : copyToNew(source.channel());
        } finally {
            LockTable.close(source);
        }
    }

    /** Reads the attributes of the file that was opened. Its path may lead to another file by now. */
    private BasicFileAttributes attributes(FileOpening.Opened source) throws IOException {
        BasicFileAttributes found;
        try {
            found = Files.readAttributes(from, PosixFileAttributes.class);
        } catch (UnsupportedOperationException notPosix) {
            found = Files.readAttributes(from, BasicFileAttributes.class);
        }
        if (!Objects.equals(source.key(), found.fileKey())) {
            throw new ReplacedException(from);
        }
        return found;
    }

    private void copyLink() throws IOException {
        Path leadsTo = Files.readSymbolicLink(from);
        if (!options.contains(StandardCopyOption.REPLACE_EXISTING)) {
            Files.createSymbolicLink(to, leadsTo);
            return;
        }
        Path entry = HeldDirectory.entry(to);
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(to + " is a directory");
        }
        Path temporary = AtomicReplacement.temporaryName(HeldDirectory.nameOf(entry));
        Files.createSymbolicLink(entry.resolveSibling(temporary), leadsTo);
        try (HeldDirectory directory = HeldDirectory.above(entry)) {
            directory.rename(temporary, HeldDirectory.nameOf(entry));
        } catch (IOException failure) {
            Files.deleteIfExists(entry.resolveSibling(temporary));
            throw failure;
        }
    }

    private long copyToNew(FileChannel source) throws IOException {
        Path entry = HeldDirectory.entry(to);
        try (HeldDirectory directory = HeldDirectory.above(entry)) {
            NewFile target = NewFile.create(directory, HeldDirectory.nameOf(entry), permissions() != null);
            boolean copied = false;
            try {
                long count = transfer(source, target.channel());
                if (!stop.isSet()) {
                    complete(target);
                    if (permissions() != null) {
                        target.settle(permissions(), group());
                    }
                    target.channel().close();
                    copied = true;
                }
                return count;
            } finally {
                if (!copied) {
                    target.delete();
                }
            }
        }
    }

    private long copyOver(FileChannel source) throws IOException {
        AtomicReplacement replacement = AtomicReplacement.begin(to, permissions(), group());
        boolean commits = false;
        try {
            long count = transfer(source, replacement.channel());
            if (!stop.isSet()) {
                complete(replacement.file());
                commits = true;
                replacement.commit(false);
            }
            return count;
        } finally {
            if (!commits) {
                replacement.abandon();
            }
        }
    }

    /** The times go along if that was asked for. */
    private void complete(NewFile target) throws IOException {
        if (options.contains(StandardCopyOption.COPY_ATTRIBUTES)) {
            target.setTimes(Objects.requireNonNull(attributes, "attributes"));
        }
    }

    /** The permissions, which are always copied; null if the file system has none. */
    private @Nullable Set<PosixFilePermission> permissions() {
        return attributes instanceof PosixFileAttributes posix ? posix.permissions() : null;
    }

    /**
     * The group, which is copied together with the times, and so by a move. The permissions are meant for this group
     * alone.
     */
    private @Nullable GroupPrincipal group() {
        boolean wanted = options.contains(StandardCopyOption.COPY_ATTRIBUTES);
        return wanted && attributes instanceof PosixFileAttributes posix ? posix.group() : null;
    }

    /**
     * Bytes that cannot be transferred, because the system reports too short a length or none, are read and written.
     */
    private long transfer(FileChannel source, FileChannel target) throws IOException {
        long position = 0;
        long count = 1;
        while (count > 0 && !stop.isSet()) {
            count = ChannelCalls.transfer(source, position, STEP, target);
            position += count;
            if (count > 0) {
                advance.accept(count);
            }
        }
        return position + read(source, position, target);
    }

    private long read(FileChannel source, long from, FileChannel target) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        long copied = 0;
        while (!stop.isSet() && ChannelCalls.read(source, buffer, from + copied) > 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                int count = ChannelCalls.write(target, buffer);
                copied += count;
                advance.accept(count);
            }
            buffer.clear();
        }
        return copied;
    }

    /** Renames, or, from one file system to another, copies and deletes. */
    public void move() throws IOException {
        if (options.contains(StandardCopyOption.ATOMIC_MOVE)) {
            Files.move(from, to, options.toArray(CopyOption[]::new));
        } else if (isOneRename()) {
            rename();
        } else {
            copyAndDelete();
        }
    }

    /** Replaces a file in one step. Unless asked for that, the JDK deletes the target first. */
    private void rename() throws IOException {
        boolean oneStep = options.contains(StandardCopyOption.REPLACE_EXISTING)
                && !Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)
                && !Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS);
        if (oneStep) {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.move(from, to, options.toArray(CopyOption[]::new));
        }
    }

    private void copyAndDelete() throws IOException {
        FileCopy copy = new FileCopy(from, to, withAttributes(), stop, advance);
        copy.copy();
        if (stop.isSet()) {
            return;
        }
        Object copied = copy.attributes == null ? null : copy.attributes.fileKey();
        Path entry = HeldDirectory.entry(from);
        try (HeldDirectory directory = HeldDirectory.above(entry)) {
            directory.deleteIfSame(HeldDirectory.nameOf(entry), copied);
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
