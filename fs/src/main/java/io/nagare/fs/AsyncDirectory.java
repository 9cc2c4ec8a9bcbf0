package io.nagare.fs;

import io.nagare.Many;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Directories: what is in them and below them. All of it happens on threads that may block; a worker never waits for a disk, and no thread is
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
     * is followed; other links as the options say. Each subscription has as many directories open as the present entry is deep below the root, and
     * closes them at the end, on failure and on cancellation.
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

    private static <T> Many<T> entries(Supplier<EntryCursor<T>> cursor) {
        return Many.driven((subscriber, strand) -> new EntrySource<>(cursor.get(), subscriber, strand).start());
    }
}
