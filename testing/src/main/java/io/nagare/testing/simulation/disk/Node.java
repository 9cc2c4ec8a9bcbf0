package io.nagare.testing.simulation.disk;

import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file, a directory or a symbolic link of a simulated disk. Used by the thread that steps. */
abstract sealed class Node {

    /** What tells it from the other nodes of its disk. */
    final long number;

    Set<PosixFilePermission> permissions;
    FileTime modified;
    FileTime created;

    private Node(long number, FileTime now, Set<PosixFilePermission> permissions) {
        this.number = number;
        this.modified = now;
        this.created = now;
        this.permissions = permissions.isEmpty() ? Set.of() : EnumSet.copyOf(permissions);
    }

    abstract long size();

    /** A file with bytes. */
    static final class Regular extends Node {

        final Contents contents = new Contents();

        /** How many names it has. */
        int names;

        Regular(long number, FileTime now, Set<PosixFilePermission> permissions) {
            super(number, now, permissions);
        }

        @Override
        long size() {
            return contents.length();
        }
    }

    /** A directory: its entries as programs see them, in the order in which they came, and as the disk has them. */
    static final class Directory extends Node {

        final Map<String, Node> entries = new LinkedHashMap<>();
        final Map<String, Node> forced = new LinkedHashMap<>();

        /** The directory above; the root is above itself. */
        Directory parent;

        Directory(long number, FileTime now, Set<PosixFilePermission> permissions, @Nullable Directory parent) {
            super(number, now, permissions);
            this.parent = parent == null ? this : parent;
        }

        @Override
        long size() {
            return 4096;
        }

        /** Whether it is another directory, or is somewhere below it. */
        boolean isWithin(Directory other) {
            for (Directory at = this; ; at = at.parent) {
                if (at == other) {
                    return true;
                }
                if (at == at.parent) {
                    return false;
                }
            }
        }
    }

    /** A symbolic link. */
    static final class Link extends Node {

        final String target;

        Link(long number, FileTime now, String target) {
            super(number, now, EnumSet.allOf(PosixFilePermission.class));
            this.target = target;
        }

        @Override
        long size() {
            return target.length();
        }
    }
}
