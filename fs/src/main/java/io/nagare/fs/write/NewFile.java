package io.nagare.fs.write;

import io.nagare.fs.failure.ReplacedException;
import io.nagare.fs.handle.HeldDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that was created here and is being filled. All methods may block and are called by one thread at a time.
 *
 * <p>Always holds: until {@link #settle} only the file's owner may open it. So no other user reads what the finished
 * file would not show. Its permissions, group and times are set only if its name still leads to it, and never through a
 * link. The same goes for deleting it.
 */
final class NewFile {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final HeldDirectory directory;
    private final Path name;
    private final FileChannel channel;
    private @Nullable Object key;

    private NewFile(HeldDirectory directory, Path name, FileChannel channel) {
        this.directory = directory;
        this.name = name;
        this.channel = channel;
    }

    /**
     * Creates a file that is not there yet.
     *
     * @param isPrivate whether it gets its permissions later, and only its owner may open it until then; otherwise it
     *     has the usual permissions
     */
    static NewFile create(HeldDirectory directory, Path name, boolean isPrivate) throws IOException {
        NewFile file = new NewFile(directory, name, directory.create(name, isPrivate ? OWNER_ONLY : null));
        boolean identified = false;
        try {
            file.key = directory.look(name, false).key();
            identified = true;
            return file;
        } finally {
            if (!identified) {
                file.channel.close();
            }
        }
    }

    Path name() {
        return name;
    }

    /** Where its content is written. */
    FileChannel channel() {
        return channel;
    }

    /**
     * Gives it its permissions, when it has its content.
     *
     * @param group the group that the permissions are for; null for the group of a new file. If the file cannot be
     *     given that group, its group gets no more rights than other users
     */
    void settle(Set<PosixFilePermission> wanted, @Nullable GroupPrincipal group) throws IOException {
        PosixFileAttributeView view = directory.attributes(name, key, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        var present = view.readAttributes();
        Set<PosixFilePermission> permissions = wanted;
        if (group != null && !group.equals(present.group())) {
            try {
                view.setGroup(group);
            } catch (IOException notPermitted) {
                permissions = forAnotherGroup(wanted);
            }
        }
        if (!permissions.equals(present.permissions())) {
            view.setPermissions(permissions);
        }
    }

    private static Set<PosixFilePermission> forAnotherGroup(Set<PosixFilePermission> wanted) {
        Set<PosixFilePermission> less = EnumSet.noneOf(PosixFilePermission.class);
        less.addAll(wanted);
        dropUnless(less, PosixFilePermission.OTHERS_READ, PosixFilePermission.GROUP_READ);
        dropUnless(less, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.GROUP_WRITE);
        dropUnless(less, PosixFilePermission.OTHERS_EXECUTE, PosixFilePermission.GROUP_EXECUTE);
        return less;
    }

    private static void dropUnless(
            Set<PosixFilePermission> all, PosixFilePermission others, PosixFilePermission group) {
        if (!all.contains(others)) {
            all.remove(group);
        }
    }

    /** Gives it the times of another file. After the last write. */
    void setTimes(BasicFileAttributes other) throws IOException {
        FileTime modified = other.lastModifiedTime();
        BasicFileAttributeView view = directory.attributes(name, key, BasicFileAttributeView.class);
        if (view != null) {
            view.setTimes(modified, other.lastAccessTime(), other.creationTime());
        }
    }

    /** Fails unless its name still leads to it. */
    void requireInPlace() throws IOException {
        if (key != null && !key.equals(directory.look(name, false).key())) {
            throw new ReplacedException(name);
        }
    }

    /** Closes and deletes it. */
    void delete() throws IOException {
        try {
            channel.close();
        } finally {
            directory.deleteIfSame(name, key);
        }
    }
}
