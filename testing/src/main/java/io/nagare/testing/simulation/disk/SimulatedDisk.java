package io.nagare.testing.simulation.disk;

import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A disk: a tree of files in memory, and what of it a loss of power would leave. Used by the thread that steps. The
 * test uses it through {@code Disk}.
 */
public final class SimulatedDisk {

    private final String owner;
    private final Journal journal = new Journal();
    private final Node.Directory root;
    private long nextNumber;
    private long nextName;
    private long capacity = Long.MAX_VALUE;
    private long used;

    /** Makes a disk with the directory {@code /tmp} for a host. */
    public SimulatedDisk(String owner) {
        this.owner = owner;
        root = new Node.Directory(number(), epoch(), PosixFilePermissions.fromString("rwxr-xr-x"), null);
        Node.Directory temporary =
                new Node.Directory(number(), epoch(), PosixFilePermissions.fromString("rwxrwxrwx"), root);
        journal.change(new Journal.Entry(root, "tmp", temporary));
        journal.forceAll();
    }

    private static FileTime epoch() {
        return FileTime.fromMillis(0);
    }

    /** The file system as one user has it. */
    public FileSystem fileSystem(DiskUser user) {
        return new SimulatedFileSystem(this, user);
    }

    /** Whether a path is on this disk, whoever made it. */
    public boolean has(Path path) {
        return path instanceof SimulatedPath simulated && simulated.disk() == this;
    }

    /** The host whose disk a path is on, or null if it is on none. */
    public static @Nullable String ownerOf(Path path) {
        return path instanceof SimulatedPath simulated ? simulated.disk().owner : null;
    }

    /** Sets how many bytes all files may have together. */
    public void capacity(long bytes) {
        capacity = bytes;
    }

    /** The machine has lost power: what was not forced is there, or torn, or lost. */
    public void losePower(Tearing tearing) {
        journal.losePower(tearing);
        used = 0;
        restore(root, root, tearing, new HashSet<>());
    }

    /** Makes the files and directories below one what the disk has. */
    private void restore(Node.Directory directory, Node.Directory parent, Tearing tearing, Set<Node> restored) {
        directory.parent = parent;
        directory.entries.clear();
        directory.entries.putAll(directory.forced);
        for (Node node : new LinkedHashMap<>(directory.entries).values()) {
            boolean first = restored.add(node);
            if (node instanceof Node.Directory below && first) {
                restore(below, directory, tearing, restored);
            } else if (node instanceof Node.Regular file) {
                restore(file, tearing, first);
            }
        }
    }

    private void restore(Node.Regular file, Tearing tearing, boolean first) {
        if (first) {
            file.contents.losePower(tearing);
            file.names = 0;
            used += file.size();
        }
        file.names++;
    }

    // For the file system

    Node.Directory root() {
        return root;
    }

    Journal journal() {
        return journal;
    }

    /** A number that no other node has. */
    long number() {
        return nextNumber++;
    }

    /** A text that no other call returns. */
    String uniqueName() {
        return Long.toString(nextName++);
    }

    long capacity() {
        return capacity;
    }

    /** How many bytes more there may be. */
    long room() {
        return Math.max(0, capacity - used);
    }

    /** Counts bytes that a file has more than before, or fewer if negative. */
    void use(long bytes) {
        used += bytes;
    }
}
