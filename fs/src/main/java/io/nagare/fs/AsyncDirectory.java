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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lists, walks, makes and removes directories. All of it happens on threads that may block; a worker never waits for a disk, and no thread is
 * interrupted.
 */
public final class AsyncDirectory {

    private AsyncDirectory() {}

    /**
     * Emits the paths of what is in a directory, in the system's order, as {@code directory} resolved against their names. Each subscription opens
     * the directory when there is demand, and closes it at the end, on failure and on cancellation. What is added or removed meanwhile may or may not be
     * emitted.
     *
     * <p><i>Demand.</i> One unit is one path; up to 128 are read ahead, 64 in one go (Tokio reads 32).
     *
     * <p><i>Cancellation.</i> Takes effect after the entry that is being read.
     *
     * <p><i>Errors.</i> {@link FileOperationException} if it is missing, no directory or may not be listed.
     */
    public static Many<Path> list(Path directory) {
        Objects.requireNonNull(directory, "directory");
        return entries(() -> new DirectoryListing(directory));
    }

    /** As {@link #walk(Path, WalkOptions)}: the whole tree, without following links; the first failure ends the stream. */
    public static Many<WalkedEntry> walk(Path root) {
        return walk(root, WalkOptions.defaults());
    }

    /**
     * Emits the root and all that is below it, each directory before what is in it, otherwise in the system's order. A root that is a symbolic link
     * is followed; other links as the options say. A tree may be of any depth. Each subscription has up to 17 directories open (34 descriptors on Linux),
     * and closes them at the end, on failure and on cancellation. Of directories further up than 16 levels it keeps the names that are left in memory.
     *
     * <p><i>Links.</i> A directory is entered only if it is the one that was looked at: a link that is put in its place meanwhile is a failure.
     *
     * <p><i>Demand.</i> One unit is one entry; up to 128 are read ahead.
     *
     * <p><i>Cancellation.</i> Takes effect after the entry that is being looked at.
     *
     * <p><i>Errors.</i> {@link FileOperationException} if the root cannot be walked. For what cannot be looked at or listed below it, and for what is removed
     * while it is walked: an entry that says so if the options ask for it, otherwise an error too.
     */
    public static Many<WalkedEntry> walk(Path root, WalkOptions options) {
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(options, "options");
        return entries(() -> new TreeWalk(root, options));
    }

    /**
     * Emits what happens to what is in a directory, see {@link AsyncFile#watch}. What happens in directories in it shows as their being modified, if at all.
     * Completes, after {@link FileChange.Kind#DELETED}, when the directory itself is deleted. Errors: also if it is missing or no directory.
     */
    public static Many<FileChange> watch(Path directory) {
        return watching(directory, WatchScope.DIRECTORY);
    }

    /**
     * As {@link #watch}, for all that is below a directory; links are not followed. A directory that comes into being is watched from then on, and what is
     * in it by then is told as created, perhaps twice. One that may not be listed is told of by {@link FileChange.Kind#NOT_WATCHED}. The first demand looks
     * through the whole tree, and the system takes one watch for each directory.
     */
    public static Many<FileChange> watchTree(Path directory) {
        return watching(directory, WatchScope.TREE);
    }

    private static Many<FileChange> watching(Path directory, WatchScope scope) {
        Objects.requireNonNull(directory, "directory");
        return Many.driven((subscriber, strand) -> new WatchSource(directory, scope, subscriber, strand).start());
    }

    /** Makes a directory. Errors: {@link FileOperationException}, also if there is something under the path, or nothing above it. */
    public static One<Void> create(Path directory) {
        return FileWork.ofAny("create", directory, stop -> {
            Files.createDirectory(directory);
            return null;
        });
    }

    /**
     * Makes a directory and those above it that are missing; does nothing if it is there. Errors: {@link FileOperationException}, also if there is
     * something else than a directory under the path or above it; what was made before stays.
     */
    public static One<Void> createAll(Path directory) {
        return FileWork.ofAny("create", directory, stop -> {
            Files.createDirectories(directory);
            return null;
        });
    }

    /** Deletes an empty directory. Errors: {@link FileOperationException}, also if there is none, it is not empty, or it is something else. */
    public static One<Void> delete(Path directory) {
        return FileWork.ofAny("delete", directory, stop -> {
            Path entry = HeldDirectory.entry(directory);
            try (HeldDirectory parent = HeldDirectory.above(entry)) {
                parent.deleteDirectory(HeldDirectory.nameOf(entry));
            }
            return null;
        });
    }

    /**
     * Deletes a directory and all that is in it, and emits how many entries that were, itself among them. A tree may be of any depth. Links are
     * deleted, never followed, also when somebody puts one in the place of a directory, or of the root, meanwhile. That holds where the JDK has a
     * {@link java.nio.file.SecureDirectoryStream}, as on Linux; elsewhere each directory is identified again after it was opened, which leaves a gap.
     *
     * <p><i>Cancellation.</i> Takes effect after the entry that is being deleted; what was deleted is gone.
     *
     * <p><i>Errors.</i> {@link FileOperationException} if there is no such directory, or for the first entry that can't be deleted, with which the work
     * ends. What somebody else deletes meanwhile is no error.
     */
    public static One<Long> deleteTree(Path directory) {
        return FileWork.ofAny("delete", directory, stop -> new TreeRemoval(stop).remove(directory));
    }

    /**
     * What {@code work} makes of an empty directory of its own, which is deleted with all that is in it before the end is passed on, or, on
     * cancellation, after the work has been cancelled. Demand: the first makes the directory, below the system's directory for such. Errors: those of
     * the work, and {@link FileOperationException}; a failure to delete only if the work has not failed, otherwise it is suppressed in the other.
     */
    public static <R> One<R> withTemporary(Function<? super Path, ? extends One<R>> work) {
        Objects.requireNonNull(work, "work");
        return One.driven((subscriber, strand) ->
                new UsingSource<>(new TemporaryPath(true), work, subscriber, strand).start());
    }

    /** As {@link #withTemporary}, for a stream of any number of items. */
    public static <R> Many<R> withTemporaryMany(Function<? super Path, ? extends Many<R>> work) {
        Objects.requireNonNull(work, "work");
        return Many.driven((subscriber, strand) ->
                new UsingSource<>(new TemporaryPath(true), work, subscriber, strand).start());
    }

    private static <T> Many<T> entries(Supplier<EntryCursor<T>> cursor) {
        return Many.driven((subscriber, strand) -> new EntrySource<>(cursor.get(), subscriber, strand).start());
    }
}
