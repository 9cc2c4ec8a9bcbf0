package io.nagare.fs.work;

import io.nagare.One;
import io.nagare.driver.Driver;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.failure.FileFailure;
import io.nagare.stage.Programs;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Work on a file that is done from beginning to end on a thread that may block, see {@link FileWorkSource}.
 *
 * @param <T> its result
 */
@FunctionalInterface
public interface FileWork<T> {

    /**
     * Does it. Called on a thread that may block.
     *
     * @param path the path for the system, see {@link Driver#path}
     * @param stop to be looked at between steps; when it is set the result does not matter, but nothing may be left
     *     open
     * @return null for no result
     */
    @Nullable T run(Path path, Stop stop) throws Exception;

    /** Does the work on demand for each subscription; a failure names the operation and the path. */
    static <T> One<T> one(String operation, Path path, FileWork<? extends T> work) {
        return one(path, work, (onDisk, failure) -> FileFailure.of(operation, onDisk, failure));
    }

    /** The same for what may be done to a directory as well. */
    static <T> One<T> ofAny(String operation, Path path, FileWork<? extends T> work) {
        return one(path, work, (onDisk, failure) -> FileFailure.ofDirectory(operation, onDisk, failure));
    }

    /** The same for an operation from one path to another. */
    static <T> One<T> one(String operation, Path from, Path to, OfTwo<? extends T> work) {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        return Programs.drivenOne((subscriber, strand) -> {
            Path target = strand.driver().path(to);
            FileWork<T> ofSource = (source, stop) -> work.run(source, target, stop);
            new FileWorkSource<T>(
                            from,
                            ofSource,
                            (source, failure) -> FileFailure.of(operation, source, target, failure),
                            subscriber,
                            strand)
                    .start();
        });
    }

    /**
     * Work on two files. Otherwise as {@link FileWork}.
     *
     * @param <T> its result
     */
    @FunctionalInterface
    interface OfTwo<T> {

        /** Does it, as {@link FileWork#run} does. */
        @Nullable T run(Path from, Path to, Stop stop) throws Exception;
    }

    private static <T> One<T> one(
            Path path, FileWork<? extends T> work, BiFunction<Path, Exception, FileOperationException> failed) {
        Objects.requireNonNull(path, "path");
        return Programs.drivenOne(
                (subscriber, strand) -> new FileWorkSource<T>(path, work, failed, subscriber, strand).start());
    }
}
