package io.nagare.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the system knows of a file, all from one look at it ({@code stat} of POSIX).
 *
 * @param path the path that was looked at
 * @param type what it is
 * @param size in bytes, at least 0; of anything but a regular file, what the system makes of it
 * @param modified when its content was last changed
 * @param accessed when it was last read, as far as the system keeps that
 * @param created when it was made, or another of the times if the system does not keep that
 * @param permissions who may do what; null if the file system has no such permissions
 * @param key what tells the file from every other one under whatever path (device and inode of POSIX); null if the file system has no such thing
 */
public record FileInformation(
        Path path,
        FileType type,
        long size,
        Instant modified,
        Instant accessed,
        Instant created,
        @Nullable Set<PosixFilePermission> permissions,
        @Nullable Object key) {

    private static final LinkOption[] LINK_ITSELF = {LinkOption.NOFOLLOW_LINKS};
    private static final LinkOption[] TARGET = {};

    /** Checks for null and makes the permissions immutable. */
    public FileInformation {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(modified, "modified");
        Objects.requireNonNull(accessed, "accessed");
        Objects.requireNonNull(created, "created");
        permissions = permissions == null ? null : Set.copyOf(permissions);
    }

    /** Whether this is a directory. */
    public boolean isDirectory() {
        return type == FileType.DIRECTORY;
    }

    /** Whether this is a regular file. */
    public boolean isRegularFile() {
        return type == FileType.REGULAR;
    }

    /** Whether this is a symbolic link. */
    public boolean isSymbolicLink() {
        return type == FileType.SYMBOLIC_LINK;
    }

    /** Looks at what a path leads to, or, if it is a symbolic link and not to be followed, at the link. May block. */
    static FileInformation of(Path path, boolean followsLink) throws IOException {
        LinkOption[] options = followsLink ? TARGET : LINK_ITSELF;
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, PosixFileAttributes.class, options);
        } catch (UnsupportedOperationException notPosix) {
            attributes = Files.readAttributes(path, BasicFileAttributes.class, options);
        }
        return of(path, attributes);
    }

    /** Looks through one of two views of a file: the first, or, if the file system has no such view, the second. May block. */
    static FileInformation of(Path path, @Nullable PosixFileAttributeView posix, BasicFileAttributeView basic)
            throws IOException {
        return of(path, posix != null ? posix.readAttributes() : basic.readAttributes());
    }

    private static FileInformation of(Path path, BasicFileAttributes attributes) {
        return new FileInformation(
                path,
                type(attributes),
                attributes.size(),
                attributes.lastModifiedTime().toInstant(),
                attributes.lastAccessTime().toInstant(),
                attributes.creationTime().toInstant(),
                attributes instanceof PosixFileAttributes posix ? posix.permissions() : null,
                attributes.fileKey());
    }

    /** The same under another path. */
    FileInformation at(Path other) {
        return new FileInformation(other, type, size, modified, accessed, created, permissions, key);
    }

    private static FileType type(BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) {
            return FileType.REGULAR;
        }
        if (attributes.isDirectory()) {
            return FileType.DIRECTORY;
        }
        return attributes.isSymbolicLink() ? FileType.SYMBOLIC_LINK : FileType.OTHER;
    }
}
