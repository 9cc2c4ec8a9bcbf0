package io.nagare.fs;

import io.nagare.One;
import io.nagare.driver.DiskPath;
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
 * Reads and changes what files and directories have in common: metadata, permissions, links.
 *
 * <p>Each operation is one step on a thread that may block. Demand: the first demand begins it, anew for each
 * subscription. Cancellation: an operation that has not begun never does; one that runs is not interrupted. Errors:
 * {@link FileOperationException}.
 */
public final class AsyncPath {

    private AsyncPath() {}

    /**
     * Emits whether the path exists. Follows links; a link that leads nowhere does not exist. Errors: also if that
     * cannot be found out.
     */
    public static One<Boolean> exists(Path path) {
        return FileWork.ofAny("look at", path, (onDisk, stop) -> isThere(onDisk));
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

    private static FileInformation look(Path path, boolean followsLink) throws IOException {
        return Stat.at(DiskPath.program(path), Stat.of(path, followsLink));
    }

    /** Emits what the system knows of a file. Follows links ({@code stat} of POSIX). */
    public static One<FileInformation> information(Path path) {
        return FileWork.ofAny("look at", path, (onDisk, stop) -> look(onDisk, true));
    }

    /** As {@link #information}, but of a symbolic link itself ({@code lstat} of POSIX). */
    public static One<FileInformation> linkInformation(Path path) {
        return FileWork.ofAny("look at", path, (onDisk, stop) -> look(onDisk, false));
    }

    /** Sets the permissions. Follows links. Errors: also if the file system has no such permissions. */
    public static One<Void> setPermissions(Path path, Set<PosixFilePermission> permissions) {
        Set<PosixFilePermission> wanted = Set.copyOf(permissions);
        return FileWork.ofAny("set permissions", path, (onDisk, stop) -> {
            PosixFileAttributeView view = Files.getFileAttributeView(onDisk, PosixFileAttributeView.class);
            if (view == null) {
                throw new IOException("its file system has no such permissions");
            }
            view.setPermissions(wanted);
            return null;
        });
    }

    /** Sets the time at which the content was last changed. Follows links. */
    public static One<Void> setModified(Path path, Instant time) {
        FileTime modified = FileTime.from(time);
        return FileWork.ofAny("set time", path, (onDisk, stop) -> {
            Files.setLastModifiedTime(onDisk, modified);
            return null;
        });
    }

    /**
     * Makes a symbolic link. Errors: also if the link's path exists already.
     *
     * @param target where the link leads; need not exist; a relative path begins at the link's directory
     */
    public static One<Void> symbolicLink(Path link, Path target) {
        Objects.requireNonNull(target, "target");
        return FileWork.ofAny("link", link, (onDisk, stop) -> {
            Files.createSymbolicLink(onDisk, target);
            return null;
        });
    }

    /** Gives a file another name on the same file system. Errors: also if that name exists already. */
    public static One<Void> hardLink(Path link, Path existing) {
        Objects.requireNonNull(existing, "existing");
        Objects.requireNonNull(link, "link");
        return FileWork.one("link", existing, link, (of, name, stop) -> {
            Files.createLink(name, of);
            return null;
        });
    }

    /** Emits the target of a symbolic link, as the link has it. */
    public static One<Path> readLink(Path link) {
        return FileWork.ofAny("read link", link, (onDisk, stop) -> DiskPath.program(Files.readSymbolicLink(onDisk)));
    }

    /**
     * Emits the absolute path without links, {@code .} and {@code ..}. Errors: also if the path does not exist, or
     * links lead in a circle.
     */
    public static One<Path> realPath(Path path) {
        return FileWork.ofAny("resolve", path, (onDisk, stop) -> DiskPath.program(onDisk.toRealPath()));
    }
}
