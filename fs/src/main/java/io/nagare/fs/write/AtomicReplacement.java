package io.nagare.fs.write;

import io.nagare.driver.DiskPath;
import io.nagare.fs.contract.FileInformation;
import io.nagare.fs.contract.FileType;
import io.nagare.fs.failure.NotForcedException;
import io.nagare.fs.failure.ReplacedException;
import io.nagare.fs.handle.FileOpening;
import io.nagare.fs.handle.HeldDirectory;
import io.nagare.fs.resource.Leftovers;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A file beside another, which takes the place of that other in one step. All methods may block, and are called by one
 * thread at a time.
 *
 * <p>If the path is a link, the link is followed once at the beginning. From then on everything is done by name in the
 * target's directory, which stays open. Only a regular file is replaced, or nothing: a pipe, a socket or a device
 * would be lost.
 *
 * <p>Always holds: only {@link #commit} changes the target, in one step of the file system. After it, or after {@link
 * #abandon}, there is no temporary file.
 */
final class AtomicReplacement {

    /** The most characters of the name that go into the name of the temporary file: names may have 255 bytes. */
    private static final int MOST_CHARACTERS = 50;

    /** How often the target may be replaced by others while its permissions are looked at. */
    private static final int MOST_TRIES = 100;

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final HeldDirectory directory;
    private final Path target;
    private final NewFile file;
    private final Path temporary;

    /** The permissions of the new file; null for the usual ones. */
    private final @Nullable Set<PosixFilePermission> permissions;

    private final @Nullable GroupPrincipal group;

    private AtomicReplacement(
            HeldDirectory directory,
            Path target,
            NewFile file,
            @Nullable Set<PosixFilePermission> permissions,
            @Nullable GroupPrincipal group) {
        this.directory = directory;
        this.target = target;
        this.file = file;
        this.temporary = target.resolveSibling(file.name());
        this.permissions = permissions;
        this.group = group;
    }

    /**
     * Creates the temporary file. It will have the permissions of the file that it replaces, and also the group if
     * possible.
     */
    static AtomicReplacement begin(Path path) throws IOException {
        return begin(path, null, null);
    }

    /**
     * Creates the temporary file.
     *
     * @param permissions the permissions that it will have; null for those of the file that it replaces
     * @param group the group that the permissions are for. Null for the group of a new file, or, if the permissions are
     *     null, for that of the file that it replaces
     */
    static AtomicReplacement begin(
            Path path, @Nullable Set<PosixFilePermission> permissions, @Nullable GroupPrincipal group)
            throws IOException {
        Path target = Files.exists(path) || Files.isSymbolicLink(path) ? path.toRealPath() : HeldDirectory.entry(path);
        if (Files.isDirectory(target)) {
            throw new IOException("it is a directory");
        }
        HeldDirectory directory = HeldDirectory.above(target);
        boolean begun = false;
        try {
            AtomicReplacement replacement = begin(directory, target, permissions, group);
            begun = true;
            return replacement;
        } finally {
            if (!begun) {
                directory.close();
            }
        }
    }

    private static AtomicReplacement begin(
            HeldDirectory directory,
            Path target,
            @Nullable Set<PosixFilePermission> given,
            @Nullable GroupPrincipal givenGroup)
            throws IOException {
        Path name = HeldDirectory.nameOf(target);
        FileInformation old = directory.lookIfThere(name);
        requireReplaceable(target, old);
        Set<PosixFilePermission> permissions = given;
        GroupPrincipal group = givenGroup;
        for (int tries = 0; given == null && old != null && old.permissions() != null; tries++) {
            try {
                PosixFileAttributeView view = directory.attributes(name, old.key(), PosixFileAttributeView.class);
                permissions = old.permissions();
                group = view == null ? null : view.readAttributes().group();
                break;
            } catch (ReplacedException | NoSuchFileException byAnother) {
                // Usually another atomic write has put its file there. This one replaces that file.
                if (tries == MOST_TRIES) {
                    throw byAnother;
                }
                old = directory.lookIfThere(name);
                requireReplaceable(target, old);
            }
        }
        for (; ; ) {
            Path temporary = temporaryName(name);
            try {
                NewFile file = NewFile.create(directory, temporary, permissions != null);
                AtomicReplacement replacement = new AtomicReplacement(directory, target, file, permissions, group);
                Leftovers.add(replacement.temporary);
                return replacement;
            } catch (FileAlreadyExistsException ofAnEarlierProcess) {
                // The next number may be free.
            }
        }
    }

    private static void requireReplaceable(Path target, @Nullable FileInformation old) throws IOException {
        if (old == null || old.isRegularFile()) {
            return;
        }
        if (old.type() != FileType.OTHER) {
            throw new ReplacedException(target);
        }
        throw new FileSystemException(
                target.toString(),
                null,
                "it is " + FileOpening.kind(target) + ", which an atomic write would turn into a regular file");
    }

    /** A name that is new to the directory, unless an earlier process has left it there. */
    static Path temporaryName(Path name) {
        String text = name.toString();
        String some = text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
        String unique = name instanceof DiskPath onDisk
                ? onDisk.uniqueName()
                : ProcessHandle.current().pid() + "-" + NUMBERS.incrementAndGet();
        return name.getFileSystem().getPath("." + some + "." + unique + ".tmp");
    }

    /** The new file. */
    NewFile file() {
        return file;
    }

    /** Where the new content is written. */
    FileChannel channel() {
        return file.channel();
    }

    /**
     * Puts the new content in the place of the old. To survive a failure of the system, the new content must have been
     * forced to the device before.
     *
     * @param forces whether its entry in the directory is to be on the device too
     * @throws NotForcedException if the content is in its place, but its entry may not be on the device
     */
    void commit(boolean forces) throws IOException {
        boolean committed = false;
        try {
            if (permissions != null) {
                file.settle(permissions, group);
            }
            channel().close();
            Path name = HeldDirectory.nameOf(target);
            requireReplaceable(target, directory.lookIfThere(name));
            file.requireInPlace();
            directory.rename(file.name(), name);
            committed = true;
        } finally {
            if (!committed) {
                abandon();
            }
        }
        Leftovers.remove(temporary);
        try (directory) {
            if (forces) {
                force(directory);
            }
        }
    }

    /** Leaves the target as it is. */
    void abandon() throws IOException {
        Leftovers.remove(temporary);
        try (directory) {
            file.delete();
        }
    }

    /** Forces the entry of a file in its directory to the device. */
    static void forceDirectory(Path path) throws IOException {
        try (HeldDirectory directory = HeldDirectory.above(path)) {
            force(directory);
        } catch (NotForcedException known) {
            throw known;
        } catch (IOException failure) {
            throw new NotForcedException(failure);
        }
    }

    private static void force(HeldDirectory directory) throws NotForcedException {
        try {
            directory.force();
        } catch (IOException failure) {
            throw new NotForcedException(failure);
        }
    }
}
