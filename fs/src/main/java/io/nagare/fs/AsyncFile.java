package io.nagare.fs;

import io.nagare.ByteStream;
import io.nagare.Many;
import java.nio.file.Path;
import java.util.Objects;

/** Reads files. */
public final class AsyncFile {

    private AsyncFile() {}

    /** As {@link #read(Path, ReadOptions)}, with the default options. */
    public static ByteStream read(Path path) {
        return read(path, ReadOptions.defaults());
    }

    /**
     * The bytes of a file, in chunks. Each subscription opens the file when there is demand, and closes it at the end, on failure and on
     * cancellation. What is appended meanwhile is read as well; a file that is cut off ends where it ends then. Demand: one unit is one
     * chunk; up to {@code readAhead} bytes are read before they are asked for. Cancellation takes effect after the running read; no thread is
     * interrupted. Errors: {@link FileReadException}, which names the path.
     */
    public static ByteStream read(Path path, ReadOptions options) {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(options, "options");
        return ByteStream.of(
                Many.driven((subscriber, strand) -> new FileReadSource(path, options, subscriber, strand).start()));
    }

    /** The lines of a file; see {@link ByteStream#lines()}. */
    public static Many<String> lines(Path path) {
        return read(path).lines();
    }

    /**
     * The lines of a file, none of them longer than that; see {@link ByteStream#lines(int)}.
     *
     * @param maxLength in bytes, at least 1
     */
    public static Many<String> lines(Path path, int maxLength) {
        return read(path).lines(maxLength);
    }
}
