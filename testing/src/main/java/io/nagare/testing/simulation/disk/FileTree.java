package io.nagare.testing.simulation.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one user does to the files of a disk. A path is taken relative to a directory: the root, or one that is held
 * open. Permissions are kept but refuse nothing, as for the user root.
 */
final class FileTree {

    private static final Set<PosixFilePermission> OF_FILE = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> OF_DIRECTORY = PosixFilePermissions.fromString("rwxr-xr-x");

    private final SimulatedDisk disk;
    private final DiskUser user;
    private final FileLocks locks = new FileLocks();

    FileTree(SimulatedDisk disk, DiskUser user) {
        this.disk = disk;
        this.user = user;
    }

    DiskUser user() {
        return user;
    }

    SimulatedDisk disk() {
        return disk;
    }

    FileLocks locks() {
        return locks;
    }

    FileTime now() {
        return FileTime.from(user.now());
    }

    // Looking

    Place place(Node.Directory from, Path path, boolean follows) throws IOException {
        user.beforeRead();
        return PathWalk.find(disk.root(), from, path, follows);
    }

    /** The node that a path leads to. */
    Node node(Node.Directory from, Path path, boolean follows) throws IOException {
        Node node = place(from, path, follows).node();
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        return node;
    }

    Node.Directory directory(Node.Directory from, Path path, boolean follows) throws IOException {
        try {
            if (node(from, path, follows) instanceof Node.Directory directory) {
                return directory;
            }
        } catch (FileSystemException failure) {
            if (!"Not a directory".equals(failure.getReason())) {
                throw failure;
            }
        }
        throw new NotDirectoryException(path.toString());
    }

    String linkTarget(Path path) throws IOException {
        if (node(disk.root(), path, false) instanceof Node.Link link) {
            return link.target;
        }
        throw new NotLinkException(path.toString());
    }

    // Opening

    FileChannel open(
            Node.Directory from, Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        if (options.contains(StandardOpenOption.DELETE_ON_CLOSE)) {
            throw new UnsupportedOperationException("a simulated disk cannot delete a file on closing");
        }
        OpenMode mode = OpenMode.of(options);
        user.open(path);
        boolean opened = false;
        try {
            FileChannel channel = new SimulatedFileChannel(this, opened(from, path, mode, attributes), path, mode);
            opened = true;
            return channel;
        } finally {
            if (!opened) {
                user.close(path);
            }
        }
    }

    private Node opened(Node.Directory from, Path path, OpenMode mode, FileAttribute<?>... attributes)
            throws IOException {
        Place place = place(from, path, mode.followsLink());
        Node node = place.node();
        if (node != null && mode.createsNew()) {
            throw new FileAlreadyExistsException(path.toString());
        }
        if (node == null && !mode.creates()) {
            throw new NoSuchFileException(path.toString());
        }
        if (node == null) {
            return create(place, path, attributes);
        }
        if (node instanceof Node.Link) {
            throw new IOException("Too many levels of symbolic links (NOFOLLOW_LINKS specified)");
        }
        if (node instanceof Node.Directory && mode.writes()) {
            throw new FileSystemException(path.toString(), null, "Is a directory");
        }
        if (node instanceof Node.Regular file && mode.truncates() && file.size() > 0) {
            change("truncates " + path);
            setLength(file, 0);
        }
        return node;
    }

    private Node.Regular create(Place place, Path path, FileAttribute<?>... attributes) throws IOException {
        change("creates " + path);
        Node.Regular file = new Node.Regular(disk.number(), now(), permissions(OF_FILE, attributes));
        file.names = 1;
        enter(place, file);
        return file;
    }

    // Changing

    private void change(String what) throws IOException {
        user.beforeChange(what);
    }

    private void enter(Place place, Node node) {
        commit(new Journal.Entry(place.directory(), name(place), node));
    }

    private void commit(Journal.Entry... entries) {
        disk.journal().change(entries);
        for (Journal.Entry entry : entries) {
            entry.directory().modified = now();
            if (user.isForced()) {
                disk.journal().force(entry.directory());
            }
        }
    }

    private static String name(Place place) {
        if (place.name() == null) {
            throw new IllegalStateException("a place without a name");
        }
        return place.name();
    }

    /** A place where something may be created. */
    private Place free(Node.Directory from, Path path) throws IOException {
        Place place = place(from, path, false);
        if (place.node() != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
        return place;
    }

    void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        Place place = free(disk.root(), path);
        change("creates the directory " + path);
        enter(
                place,
                new Node.Directory(disk.number(), now(), permissions(OF_DIRECTORY, attributes), place.directory()));
    }

    void createLink(Path path, String target) throws IOException {
        Place place = free(disk.root(), path);
        change("links " + path + " to " + target);
        enter(place, new Node.Link(disk.number(), now(), target));
    }

    void createName(Path path, Path existing) throws IOException {
        Node node = node(disk.root(), existing, false);
        Place place = free(disk.root(), path);
        if (node instanceof Node.Directory) {
            throw new FileSystemException(existing.toString(), path.toString(), "Operation not permitted");
        }
        change("gives " + existing + " the name " + path);
        if (node instanceof Node.Regular file) {
            file.names++;
        }
        enter(place, node);
    }

    /** Deletes an entry: a directory only if {@code ofDirectory} allows it, and something else likewise. */
    void delete(Node.Directory from, Path path, boolean ofDirectory, boolean ofFile) throws IOException {
        Place place = place(from, path, false);
        Node node = place.node();
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        if (node instanceof Node.Directory directory) {
            if (!ofDirectory) {
                throw new FileSystemException(path.toString(), null, "Is a directory");
            }
            if (place.name() == null && !path.endsWith("..")) {
                throw new FileSystemException(path.toString(), null, "Invalid argument");
            }
            if (place.name() == null || !directory.entries.isEmpty()) {
                throw new DirectoryNotEmptyException(path.toString());
            }
        } else if (!ofFile) {
            throw new FileSystemException(path.toString(), null, "Not a directory");
        }
        change("deletes " + path);
        commit(new Journal.Entry(place.directory(), name(place), null));
        loseName(node);
    }

    private void loseName(Node node) {
        if (node instanceof Node.Regular file && --file.names == 0) {
            disk.use(-file.size());
        }
    }

    /** Renames in one step, and replaces what has the new name. */
    void rename(Node.Directory from, Path source, Node.Directory to, Path target) throws IOException {
        Place old = place(from, source, false);
        Place place = place(to, target, false);
        Node node = old.node();
        Node replaced = place.node();
        if (old.name() == null || place.name() == null) {
            throw new FileSystemException(source.toString(), target.toString(), "Device or resource busy");
        }
        if (node == null) {
            throw new NoSuchFileException(source.toString());
        }
        if (node == replaced) {
            return;
        }
        requireRenames(old, place, source, target);
        change("renames " + source + " to " + target);
        commit(
                new Journal.Entry(old.directory(), name(old), null),
                new Journal.Entry(place.directory(), name(place), node));
        if (node instanceof Node.Directory directory) {
            directory.parent = place.directory();
        }
        if (replaced != null) {
            loseName(replaced);
        }
    }

    private static void requireRenames(Place old, Place place, Path source, Path target) throws IOException {
        boolean ofDirectory = old.node() instanceof Node.Directory;
        if (old.node() instanceof Node.Directory directory && place.directory().isWithin(directory)) {
            throw new FileSystemException(source.toString(), target.toString(), "Invalid argument");
        }
        if (place.node() instanceof Node.Directory directory) {
            if (!ofDirectory && !old.directory().isWithin(directory)) {
                throw new FileSystemException(source.toString(), target.toString(), "Is a directory");
            }
            if (!directory.entries.isEmpty()) {
                throw new FileSystemException(source.toString(), target.toString(), "Directory not empty");
            }
        } else if (place.node() != null && ofDirectory) {
            throw new FileSystemException(source.toString(), target.toString(), "Not a directory");
        }
    }

    // The content of files

    void setLength(Node.Regular file, int length) {
        disk.use(length - file.size());
        file.contents.setLength(length);
        changed(file);
    }

    void write(Node.Regular file, int position, byte[] bytes) {
        long before = file.size();
        file.contents.write(position, bytes);
        disk.use(file.size() - before);
        changed(file);
    }

    private void changed(Node.Regular file) {
        file.modified = now();
        if (user.isForced()) {
            file.contents.force();
        }
    }

    /** Makes sure that a loss of power loses nothing of a file, or no entry of a directory. */
    void force(Node node, Path path) throws IOException {
        if (node instanceof Node.Directory directory) {
            change("forces the directory " + path);
            disk.journal().force(directory);
        } else if (node instanceof Node.Regular file) {
            try {
                change("forces " + path);
            } catch (IOException failure) {
                file.contents.giveUp();
                throw failure;
            }
            file.contents.force();
        }
    }

    private static Set<PosixFilePermission> permissions(Set<PosixFilePermission> usual, FileAttribute<?>... given) {
        Set<PosixFilePermission> permissions = usual;
        for (FileAttribute<?> attribute : given) {
            permissions = permissions(attribute);
        }
        return permissions;
    }

    @SuppressWarnings("unchecked")
    private static Set<PosixFilePermission> permissions(FileAttribute<?> attribute) {
        if (!attribute.name().equals("posix:permissions")) {
            throw new UnsupportedOperationException(
                    "a simulated disk creates files with posix:permissions alone, but was given " + attribute.name());
        }
        return (Set<PosixFilePermission>) attribute.value();
    }

    static boolean follows(LinkOption... options) {
        for (LinkOption option : options) {
            if (option == LinkOption.NOFOLLOW_LINKS) {
                return false;
            }
        }
        return true;
    }

    @Nullable Node orNull(Path path, boolean follows) throws IOException {
        try {
            return place(disk.root(), path, follows).node();
        } catch (NoSuchFileException missing) {
            return null;
        }
    }
}
