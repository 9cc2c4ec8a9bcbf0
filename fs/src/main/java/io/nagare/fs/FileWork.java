package io.nagare.fs;

import io.nagare.One;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Work on a file that one job on a thread that may block does from beginning to end.
 *
 * @param <T> its result
 */
@FunctionalInterface
interface FileWork<T> {

    /**
     * Does it. Called on a thread that may block.
     *
     * @param stop to be looked at between steps; when it is set the result does not matter, but nothing may be left open
     * @return null for no result
     */
    @Nullable T run(Stop stop) throws Exception;

    /** Does the work on demand for each subscription; a failure names the operation and the path. */
    static <T> One<T> one(String operation, Path path, FileWork<? extends T> work) {
        Objects.requireNonNull(path, "path");
        return One.defer(() -> {
            Stop stop = new Stop();
            return One.<T>blocking(() -> run(operation, path, work, stop)).doOnCancel(stop::set);
        });
    }

    private static <T> @Nullable T run(String operation, Path path, FileWork<? extends T> work, Stop stop) {
        try {
            return work.run(stop);
        } catch (FileOperationException failure) {
            throw failure;
        } catch (Exception failure) {
            throw FileOperationException.of(operation, path, failure);
        }
    }
}
