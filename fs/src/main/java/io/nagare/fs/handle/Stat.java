package io.nagare.fs.handle;

import io.nagare.fs.contract.FileInformation;
import io.nagare.fs.contract.FileType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import org.jspecify.annotations.Nullable;

/** Asks the system what it knows of a file. All methods but {@link #at} may block. */
public final class Stat {

    private static final LinkOption[] LINK_ITSELF = {LinkOption.NOFOLLOW_LINKS};
    private static final LinkOption[] TARGET = {};

    private Stat() {}

    /** Looks at what a path leads to, or, if it is a symbolic link and not to be followed, at the link. May block. */
    public static FileInformation of(Path path, boolean followsLink) throws IOException {
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
    public static FileInformation at(Path path, FileInformation found) {
        return new FileInformation(
                path,
                found.type(),
                found.size(),
                found.modified(),
                found.accessed(),
                found.created(),
                found.permissions(),
                found.key());
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
