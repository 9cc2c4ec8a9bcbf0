package io.nagare.fs.contract;

import java.nio.file.Path;
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
 * @param size in bytes, at least 0; for anything but a regular file its meaning depends on the system
 * @param modified when its content was last changed
 * @param accessed when it was last read, if the system records that
 * @param created when it was created; another of the times if the system does not record that
 * @param permissions the permissions; null if the file system has no such permissions
 * @param key identifies the file whatever its path (device and inode in POSIX); null if the file system has no such
 *     thing
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
}
