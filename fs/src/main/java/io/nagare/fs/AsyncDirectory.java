package io.nagare.fs;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.fs.contract.FileChange;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.contract.WalkOptions;
import io.nagare.fs.contract.WalkedEntry;
import io.nagare.fs.handle.HeldDirectory;
import io.nagare.fs.resource.TemporaryPath;
import io.nagare.fs.resource.UsingSource;
import io.nagare.fs.tree.DirectoryListing;
import io.nagare.fs.tree.EntryCursor;
import io.nagare.fs.tree.EntrySource;
import io.nagare.fs.tree.TreeRemoval;
import io.nagare.fs.tree.TreeWalk;
import io.nagare.fs.watch.WatchScope;
import io.nagare.fs.watch.WatchSource;
import io.nagare.fs.work.FileWork;
import io.nagare.stage.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;

/**
 * Lists, walks, makes and removes directories. The work is done on threads that may block. A worker never waits for a
 * disk, and no thread is interrupted.
 */
public final class AsyncDirectory {

    private AsyncDirectory() {}

    /**
     * Emits the paths of the entries of a directory, in the system's order. Each path is {@code directory} with the
     * entry's name resolved against it. Each subscription opens the directory when there is demand, and closes it at
     * the end, on failure and on cancellation. An entry that is added or removed meanwhile may or may not be emitted.
     *
     * <p><i>Demand.</i> One unit is one path. Up to 128 are read ahead of demand, 64 at a time.
     *
     * <p><i>Cancellation.</i> Takes effect after the entry that is being read.
     *
     * <p><i>Errors.</i> {@link FileOperationException} if the path is missing, is no directory, or may not be listed.
     */
    public static Many<Path> list(Path directory) {
        Objects.requireNonNull(directory, "directory");
        return entries(directory, DirectoryListing::new);
    }

    /**
     * As {@link #walk(Path, WalkOptions)}, for the whole tree. Links are not followed; the first failure ends the
     * stream.
     */
    public static Many<WalkedEntry> walk(Path root) {
        return walk(root, WalkOptions.defaults());
    }

    /**
     * Emits the root and all that is below it, each directory before its content, and otherwise in the system's order.
     * If the root is a symbolic link, it is followed. The options say whether other links are. The tree may be of any
     * depth.
     *
     * <p><i>Resources.</i> Each subscription has up to 17 directories open, which are 34 descriptors on Linux. It
     * closes them at the end, on failure and on cancellation. Of directories more than 16 levels up, it keeps the
     * remaining names in memory.
     *
     * <p><i>Links.</i> A directory is entered only if it is the one that was looked at. If a link takes its place
     * meanwhile, that is a failure.
     *
     * <p><i>Demand.</i> One unit is one entry. Up to 128 are read ahead of demand.
     *
     * <p><i>Cancellation.</i> Takes effect after the entry that is being looked at.
     *
     * <p><i>Errors.</i> {@link FileOperationException} if the root cannot be walked. An entry below it may be removed
     * while the tree is walked, or may not be looked at or listed. That is an error too, or an entry with the failure
     * if the options ask for it.
     */
    public static Many<WalkedEntry> walk(Path root, WalkOptions options) {
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(options, "options");
        return entries(root, onDisk -> new TreeWalk(onDisk, options));
    }

    /**
     * Emits the changes to the entries of a directory, see {@link AsyncFile#watch}. A change inside a directory in it
     * shows as a modification of that directory, if at all. When the watched directory is deleted, emits
     * {@link FileChange.Kind#DELETED} and completes. Errors: also if it is missing or no directory.
     */
    public static Many<FileChange> watch(Path directory) {
        return watching(directory, WatchScope.DIRECTORY);
    }

    /**
     * As {@link #watch}, for all that is below a directory. Links are not followed. A directory that is created is
     * watched from then on, and the entries that it has by then are reported as created, perhaps twice. A directory
     * that may not be listed is reported by {@link FileChange.Kind#NOT_WATCHED}. The first demand looks through the
     * whole tree. Each directory takes one of the system's watches.
     */
    public static Many<FileChange> watchTree(Path directory) {
        return watching(directory, WatchScope.TREE);
    }

    private static Many<FileChange> watching(Path directory, WatchScope scope) {
        Objects.requireNonNull(directory, "directory");
        return Programs.driven((subscriber, strand) -> new WatchSource(directory, scope, subscriber, strand).start());
    }

    /**
     * Makes a directory. Errors: {@link FileOperationException}, also if the path exists already, or the directory
     * above it does not.
     */
    public static One<Void> create(Path directory) {
        return FileWork.ofAny("create", directory, (onDisk, stop) -> {
            Files.createDirectory(onDisk);
            return null;
        });
    }

    /**
     * Makes a directory, and those above it that are missing. Does nothing if it exists. Errors:
     * {@link FileOperationException}, also if the path, or one above it, is no directory. Directories that were made
     * before the failure stay.
     */
    public static One<Void> createAll(Path directory) {
        return FileWork.ofAny("create", directory, (onDisk, stop) -> {
            Files.createDirectories(onDisk);
            return null;
        });
    }

    /**
     * Deletes an empty directory. Errors: {@link FileOperationException}, also if it is missing, not empty or no
     * directory.
     */
    public static One<Void> delete(Path directory) {
        return FileWork.ofAny("delete", directory, (onDisk, stop) -> {
            Path entry = HeldDirectory.entry(onDisk);
            try (HeldDirectory parent = HeldDirectory.above(entry)) {
                parent.deleteDirectory(HeldDirectory.nameOf(entry));
            }
            return null;
        });
    }

    /**
     * Deletes a directory and all that is in it, and emits the number of entries, itself included. The tree may be of
     * any depth.
     *
     * <p><i>Links.</i> They are deleted and never followed, even if somebody puts one in the place of a directory
     * meanwhile. That holds where the JDK has a {@link java.nio.file.SecureDirectoryStream}, as on Linux. Elsewhere
     * each directory is identified again after it was opened, which leaves a gap.
     *
     * <p><i>Cancellation.</i> Takes effect after the entry that is being deleted. What was deleted is gone.
     *
     * <p><i>Errors.</i> {@link FileOperationException} if there is no such directory, or if an entry cannot be deleted.
     * The work ends with the first such entry. If somebody else deletes an entry meanwhile, that is no error.
     */
    public static One<Long> deleteTree(Path directory) {
        return FileWork.ofAny("delete", directory, (onDisk, stop) -> new TreeRemoval(stop).remove(onDisk));
    }

    /**
     * Makes a temporary directory, gives its path to {@code work}, and emits what that emits. The directory is empty,
     * and in the system's directory for temporary files. It is deleted with its content before the end is passed on.
     *
     * <p><i>Demand.</i> The first demand makes the directory. <i>Cancellation.</i> Cancels the work, then deletes the
     * directory. <i>Errors.</i> Those of the work, and {@link FileOperationException}. If deleting fails after the work
     * has failed, that failure is suppressed in the work's.
     */
    public static <R> One<R> withTemporary(Function<? super Path, ? extends One<R>> work) {
        Objects.requireNonNull(work, "work");
        return Programs.drivenOne((subscriber, strand) ->
                new UsingSource<>(new TemporaryPath(true, strand.driver()), work, subscriber, strand).start());
    }

    /** As {@link #withTemporary}, for a stream of any number of items. */
    public static <R> Many<R> withTemporaryMany(Function<? super Path, ? extends Many<R>> work) {
        Objects.requireNonNull(work, "work");
        return Programs.driven((subscriber, strand) ->
                new UsingSource<>(new TemporaryPath(true, strand.driver()), work, subscriber, strand).start());
    }

    private static <T> Many<T> entries(Path directory, Function<Path, EntryCursor<T>> cursor) {
        return Programs.driven((subscriber, strand) -> new EntrySource<>(
                        cursor.apply(strand.driver().path(directory)), subscriber, strand)
                .start());
    }
}
