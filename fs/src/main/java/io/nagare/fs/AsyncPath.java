package io.nagare.fs;

import io.nagare.One;
import io.nagare.fs.contract.FileInformation;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.handle.Stat;
import io.nagare.fs.work.FileWork;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * What can be asked of and done to whatever a path leads to, file or directory: metadata, permissions, links. Each operation is done on demand, anew
 * for each subscription, in one step on a thread that may block; cancelling keeps it from being begun and never interrupts it. Errors: {@link
 * FileOperationException}.
 */
public final class AsyncPath {

    private AsyncPath() {}

    /** Emits whether there is something. Follows links: one that leads nowhere is not there. Errors: also if that can't be found out. */
    public static One<Boolean> exists(Path path) {
        return FileWork.ofAny("look at", path, stop -> isThere(path));
    }

    private static boolean isThere(Path path) throws IOException {
        try {
            Stat.of(path, true);
            return true;
        } catch (NoSuchFileException missing) {
            return false;
        } catch (FileSystemException failure) {
            // Up to JDK 24 what is below a file is a failure of its own.
            Path parent = path.getParent();
            if (parent != null && Files.exists(parent) && !Files.isDirectory(parent)) {
                return false;
            }
            throw failure;
        }
    }

    /** Emits what is known of it. Follows links ({@code stat} of POSIX). */
    public static One<FileInformation> information(Path path) {
        return FileWork.ofAny("look at", path, stop -> Stat.of(path, true));
    }

    /** As {@link #information}, but of a symbolic link itself ({@code lstat} of POSIX). */
    public static One<FileInformation> linkInformation(Path path) {
        return FileWork.ofAny("look at", path, stop -> Stat.of(path, false));
    }

    /** Sets who may do what. Follows links. Errors: also if the file system has no such permissions. */
    public static One<Void> setPermissions(Path path, Set<PosixFilePermission> permissions) {
        Set<PosixFilePermission> wanted = Set.copyOf(permissions);
        return FileWork.ofAny("set permissions", path, stop -> {
            PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            if (view == null) {
                throw new IOException("its file system has no such permissions");
            }
            view.setPermissions(wanted);
            return null;
        });
    }

    /** Sets when the content was last changed. Follows links. */
    public static One<Void> setModified(Path path, Instant time) {
        FileTime modified = FileTime.from(time);
        return FileWork.ofAny("set time", path, stop -> {
            Files.setLastModifiedTime(path, modified);
            return null;
        });
    }

    /**
     * Makes a symbolic link. Errors: also if there is something under its path.
     *
     * @param target where it leads; need not exist, and if relative is seen from the link's directory
     */
    public static One<Void> symbolicLink(Path link, Path target) {
        Objects.requireNonNull(target, "target");
        return FileWork.ofAny("link", link, stop -> {
            Files.createSymbolicLink(link, target);
            return null;
        });
    }

    /** Gives a file another name on the same file system. Errors: also if there is something under that. */
    public static One<Void> hardLink(Path link, Path existing) {
        Objects.requireNonNull(existing, "existing");
        Objects.requireNonNull(link, "link");
        return FileWork.one("link", existing, link, stop -> {
            Files.createLink(link, existing);
            return null;
        });
    }

    /** Emits where a symbolic link leads, as it stands there. */
    public static One<Path> readLink(Path link) {
        return FileWork.ofAny("read link", link, stop -> Files.readSymbolicLink(link));
    }

    /** Emits the absolute path without links, {@code .} and {@code ..}. Errors: also if there is nothing, or links lead in a circle. */
    public static One<Path> realPath(Path path) {
        return FileWork.ofAny("resolve", path, stop -> path.toRealPath());
    }
}
