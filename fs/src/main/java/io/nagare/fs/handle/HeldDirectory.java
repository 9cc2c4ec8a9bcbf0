package io.nagare.fs.handle;

import io.nagare.fs.contract.FileInformation;
import io.nagare.fs.failure.ReplacedException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory that stays open while its entries are looked at, opened, created, renamed and deleted. All methods may
 * block and are called by one thread at a time.
 *
 * <p>Where the file system has a {@link SecureDirectoryStream}, as on Linux, each method acts on an open descriptor and
 * a name. If a directory above is replaced by a link meanwhile, that changes nothing. On other file systems the methods
 * act by path. They also do so in a directory that may be written but not read, because it cannot be opened. Acting by
 * path, they identify an entry again just before they act. That leaves a gap, and the JDK has no means to close it.
 *
 * <p>Always holds: a symbolic link is followed only by {@link #open}, and where the caller asks for it.
 */
public final class HeldDirectory implements Closeable {

    /** Opening {@code name/.} never waits for ever, as a named pipe would: the system refuses all but directories. */
    private static final Path ITSELF = Path.of(".");

    private static final LinkOption[] LINK_ITSELF = {LinkOption.NOFOLLOW_LINKS};
    private static final LinkOption[] TARGET = {};

    private final Path path;
    private final @Nullable DirectoryStream<Path> stream;
    private final @Nullable SecureDirectoryStream<Path> secure;
    private @Nullable Iterator<Path> entries;

    private HeldDirectory(Path path, @Nullable DirectoryStream<Path> stream) {
        this.path = path;
        this.stream = stream;
        this.secure = stream instanceof SecureDirectoryStream<Path> held ? held : null;
    }

    /** Opens a directory, through a link if the path is one. */
    public static HeldDirectory open(Path path) throws IOException {
        try {
            return new HeldDirectory(path, Files.newDirectoryStream(path.resolve(ITSELF.toString())));
        } catch (AccessDeniedException notSearchable) {
            requireDirectory(path);
            return new HeldDirectory(path, Files.newDirectoryStream(path));
        } catch (NotDirectoryException | NoSuchFileException failure) {
            throw named(path, failure);
        }
    }

    /** Opens the directory in which a path is an entry, see {@link #nameOf}. */
    public static HeldDirectory above(Path entry) throws IOException {
        Path parent = Objects.requireNonNull(entry.toAbsolutePath().getParent(), "parent");
        try {
            return open(parent);
        } catch (AccessDeniedException notReadable) {
            return new HeldDirectory(parent, null);
        }
    }

    /** An absolute path that ends with the name of an entry, and not with {@code .} or {@code ..}. */
    public static Path entry(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        Path name = absolute.getFileName();
        if (name == null || ".".equals(name.toString()) || "..".equals(name.toString())) {
            absolute = absolute.toRealPath();
        }
        if (absolute.getFileName() == null) {
            throw new FileSystemException(path.toString(), null, "it is the root of a file system");
        }
        return absolute;
    }

    public static Path nameOf(Path entry) {
        return Objects.requireNonNull(entry.getFileName(), "name");
    }

    /** The same failure with the path under which the caller knows the directory. */
    private static IOException named(Path path, FileSystemException failure) {
        FileSystemException named = failure instanceof NoSuchFileException
                ? new NoSuchFileException(path.toString())
                : new NotDirectoryException(path.toString());
        named.initCause(failure);
        return named;
    }

    private static void requireDirectory(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            throw new AccessDeniedException(path.toString());
        }
    }

    /** The path by which the directory was opened, or its name if it was entered from another. */
    Path path() {
        return path;
    }

    /** Returns the name of the next entry, or null if there is none left. */
    public @Nullable Path next() throws IOException {
        try {
            Iterator<Path> opened = entries;
            if (opened == null) {
                opened = Objects.requireNonNull(stream, "a directory that may not be read").iterator();
                entries = opened;
            }
            return opened.hasNext() ? opened.next().getFileName() : null;
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
    }

    /** Looks at the directory itself. */
    public FileInformation look() throws IOException {
        SecureDirectoryStream<Path> held = secure;
        if (held == null) {
            return Stat.of(path, true);
        }
        return Stat.of(
                path,
                held.getFileAttributeView(PosixFileAttributeView.class),
                held.getFileAttributeView(BasicFileAttributeView.class));
    }

    /** Looks at an entry. The information has the entry's name as its path. */
    public FileInformation look(Path name, boolean followsLink) throws IOException {
        SecureDirectoryStream<Path> held = secure;
        if (held == null) {
            return Stat.at(name, Stat.of(path.resolve(name), followsLink));
        }
        LinkOption[] options = followsLink ? TARGET : LINK_ITSELF;
        return Stat.of(
                name,
                held.getFileAttributeView(name, PosixFileAttributeView.class, options),
                held.getFileAttributeView(name, BasicFileAttributeView.class, options));
    }

    /** Looks at an entry without following a link; null if there is no such entry. */
    public @Nullable FileInformation lookIfThere(Path name) throws IOException {
        try {
            return look(name, false);
        } catch (NoSuchFileException missing) {
            return null;
        }
    }

    /**
     * Opens a directory in this one, or further below.
     *
     * @param name a relative path
     * @param expected what identifies the directory that was looked at; null if the file system has no such thing
     * @throws ReplacedException if the name leads to another by now
     */
    public HeldDirectory enter(Path name, @Nullable Object expected) throws IOException {
        HeldDirectory entered = step(name);
        boolean same = false;
        try {
            same = expected == null || expected.equals(entered.look().key());
            if (same && secure == null) {
                same = expected == null || expected.equals(Stat.of(path.resolve(name), true).key());
            }
        } finally {
            if (!same) {
                entered.close();
            }
        }
        if (!same) {
            throw new ReplacedException(name);
        }
        return entered;
    }

    /** Opens the directory that a relative path leads to now. It is not identified; {@link #enter} does that. */
    public HeldDirectory step(Path name) throws IOException {
        SecureDirectoryStream<Path> held = secure;
        if (held == null) {
            return open(path.resolve(name));
        }
        // The whole path is not needed here. Copying it once for each level would take long in a deep tree.
        try {
            return new HeldDirectory(name, held.newDirectoryStream(name.resolve(ITSELF.toString())));
        } catch (AccessDeniedException notSearchable) {
            if (!look(name, true).isDirectory()) {
                throw notSearchable;
            }
            return new HeldDirectory(name, held.newDirectoryStream(name));
        } catch (NotDirectoryException | NoSuchFileException failure) {
            throw named(name, failure);
        }
    }

    /**
     * Creates a file that is not there yet, and opens it for writing.
     *
     * @param permissions its permissions from the start, less those that the process's mask takes away; null for the
     *     usual ones
     */
    public FileChannel create(Path name, @Nullable Set<PosixFilePermission> permissions) throws IOException {
        Set<OpenOption> options =
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS);
        FileAttribute<?>[] attributes = permissions == null || !hasPermissions()
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
        SecureDirectoryStream<Path> held = secure;
        if (held != null) {
            return (FileChannel) held.newByteChannel(name, options, attributes);
        }
        return FileChannel.open(path.resolve(name), options, attributes);
    }

    private boolean hasPermissions() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Deletes a file or a link, and refuses a directory. */
    public static void deleteFileAt(Path path) throws IOException {
        Path entry = entry(path);
        try (HeldDirectory parent = above(entry)) {
            parent.deleteFile(nameOf(entry));
        }
    }

    /** Deletes an entry that is no directory. */
    public void deleteFile(Path name) throws IOException {
        if (secure != null) {
            secure.deleteFile(name);
            return;
        }
        Path full = path.resolve(name);
        if (Files.isDirectory(full, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(full.toString(), null, "it is a directory");
        }
        Files.delete(full);
    }

    /** Deletes an empty directory. */
    public void deleteDirectory(Path name) throws IOException {
        if (secure != null) {
            secure.deleteDirectory(name);
            return;
        }
        Path full = path.resolve(name);
        if (!Files.isDirectory(full, LinkOption.NOFOLLOW_LINKS)) {
            Stat.of(full, false);
            throw new NotDirectoryException(full.toString());
        }
        Files.delete(full);
    }

    /** Deletes a file if it is still the one that the key identifies. */
    public void deleteIfSame(Path name, @Nullable Object key) throws IOException {
        FileInformation now = lookIfThere(name);
        if (now != null && !now.isDirectory() && (key == null || key.equals(now.key()))) {
            try {
                deleteFile(name);
            } catch (NoSuchFileException deletedMeanwhile) {
                return;
            }
        }
    }

    /** Renames an entry within this directory in one step. An entry that has the new name is replaced. */
    public void rename(Path from, Path to) throws IOException {
        if (secure != null) {
            secure.move(from, secure, to);
        } else {
            Files.move(path.resolve(from), path.resolve(to), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /**
     * The permissions, times and group of an entry. A link is not followed. Null if the file system has no such view.
     *
     * @param key what identifies the entry that is meant
     * @throws ReplacedException if the name leads to another by now
     */
    public <V extends BasicFileAttributeView> @Nullable V attributes(Path name, @Nullable Object key, Class<V> view)
            throws IOException {
        if (key != null && !key.equals(look(name, false).key())) {
            throw new ReplacedException(path.resolve(name));
        }
        return secure != null
                ? secure.getFileAttributeView(name, view, LinkOption.NOFOLLOW_LINKS)
                : Files.getFileAttributeView(path.resolve(name), view, LinkOption.NOFOLLOW_LINKS);
    }

    /** Forces the entries to the device. Does nothing on systems where a directory cannot be opened for that. */
    public void force() throws IOException {
        if (System.getProperty("os.name", "").startsWith("Windows")) {
            return;
        }
        try (FileChannel channel = secure != null
                ? (FileChannel) secure.newByteChannel(ITSELF, Set.of(StandardOpenOption.READ))
                : FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
