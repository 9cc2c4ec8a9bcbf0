package io.nagare.fs.work;

import io.nagare.One;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.failure.FileFailure;
import io.nagare.stage.Programs;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
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
     * @param stop to be looked at between steps; when it is set the result does not matter, but nothing may be left
     *     open
     * @return null for no result
     */
    @Nullable T run(Stop stop) throws Exception;

    /** Does the work on demand for each subscription; a failure names the operation and the path. */
    static <T> One<T> one(String operation, Path path, FileWork<? extends T> work) {
        Objects.requireNonNull(path, "path");
        return one(work, failure -> FileFailure.of(operation, path, failure));
    }

    /** The same for what may be done to a directory as well. */
    static <T> One<T> ofAny(String operation, Path path, FileWork<? extends T> work) {
        Objects.requireNonNull(path, "path");
        return one(work, failure -> FileFailure.ofDirectory(operation, path, failure));
    }

    /** The same for an operation from one path to another. */
    static <T> One<T> one(String operation, Path from, Path to, FileWork<? extends T> work) {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        return one(work, failure -> FileFailure.of(operation, from, to, failure));
    }

    private static <T> One<T> one(FileWork<? extends T> work, Function<Exception, FileOperationException> failed) {
        return Programs.drivenOne(
                (subscriber, strand) -> new FileWorkSource<T>(work, failed, subscriber, strand).start());
    }
}
