package io.nagare.testing.simulation.disk;

import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file system tells of a file, as it was at one moment.
 *
 * @param fileKey what identifies the file, since the last start of its host
 */
record NodeAttributes(
        Kind kind,
        long size,
        FileTime lastModifiedTime,
        FileTime creationTime,
        Set<PosixFilePermission> permissions,
        Object fileKey)
        implements PosixFileAttributes {

    private enum Kind {
        REGULAR,
        DIRECTORY,
        LINK
    }

    /** The only user and group. */
    record Principal(String name) implements GroupPrincipal {

        static final Principal ROOT = new Principal("root");

        @Override
        public String getName() {
            return name;
        }
    }

    /** Identifies a file: two starts of a host have different file systems. */
    private record Key(FileTree tree, long number) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && tree == key.tree && number == key.number;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(number);
        }

        @Override
        public String toString() {
            return "(inode=" + number + ")";
        }
    }

    static NodeAttributes of(FileTree tree, Node node) {
        Kind kind =
                node instanceof Node.Regular ? Kind.REGULAR : node instanceof Node.Link ? Kind.LINK : Kind.DIRECTORY;
        return new NodeAttributes(
                kind,
                node.size(),
                node.modified,
                node.created,
                Set.copyOf(node.permissions),
                new Key(tree, node.number));
    }

    @Override
    public FileTime lastAccessTime() {
        return lastModifiedTime;
    }

    @Override
    public boolean isRegularFile() {
        return kind == Kind.REGULAR;
    }

    @Override
    public boolean isDirectory() {
        return kind == Kind.DIRECTORY;
    }

    @Override
    public boolean isSymbolicLink() {
        return kind == Kind.LINK;
    }

    @Override
    public boolean isOther() {
        return false;
    }

    @Override
    public UserPrincipal owner() {
        return Principal.ROOT;
    }

    @Override
    public GroupPrincipal group() {
        return Principal.ROOT;
    }
}
