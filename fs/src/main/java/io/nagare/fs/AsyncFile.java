package io.nagare.fs;

import io.nagare.ByteStream;
import io.nagare.Many;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Reads files as streams. Nothing is opened before there is demand, and no worker waits for a disk: files are opened and read on threads that may
 * block.
 *
 * <pre>{@code
 * One<Long> failures = AsyncFile.lines(Path.of("server.log")).filter(line -> line.contains("ERROR")).count();
 * }</pre>
 */
public final class AsyncFile {

    private AsyncFile() {}

    /** As {@link #read(Path, ReadOptions)}, with {@link ReadOptions#defaults()}. */
    public static ByteStream read(Path path) {
        return read(path, ReadOptions.defaults());
    }

    /**
     * Emits the bytes of a file in chunks, each an array of its own, then completes. Each subscription reads anew.
     *
     * <p><i>What is read.</i> The file as it is when reading gets there: what is appended before the end is reached is read as well; a file that
     * is cut off ends where it ends then.
     *
     * <p><i>Demand.</i> One unit is one chunk. The first demand opens the file; from then on up to {@link ReadOptions#readAhead()} bytes are read
     * before they are asked for.
     *
     * <p><i>Cancellation.</i> Takes effect on the reading thread after the running read, and never interrupts it. The file is closed on every
     * path: at its end, on failure, on cancellation, and when the runtime is closed.
     *
     * <p><i>Errors.</i> {@link FileOperationException} if the file is missing, a directory, not readable, or fails while it is read; what was read
     * before comes first.
     *
     * @param path a file that can be read at any position; a pipe can't
     */
    public static ByteStream read(Path path, ReadOptions options) {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(options, "options");
        return ByteStream.of(
                Many.driven((subscriber, strand) -> new FileReadSource(path, options, subscriber, strand).start()));
    }

    /** Emits the lines of a file, none longer than {@value ByteStream#DEFAULT_MAX_LINE} bytes; see {@link #lines(Path, int)}. */
    public static Many<String> lines(Path path) {
        return read(path).lines();
    }

    /**
     * Emits the lines of a file; see {@link ByteStream#lines(int)} for what a line is. Otherwise as {@link #read(Path)}, whose chunks are asked for
     * one at a time as lines are.
     *
     * @param maxLength the longest line allowed, without its end, in bytes, at least 1
     */
    public static Many<String> lines(Path path, int maxLength) {
        return read(path).lines(maxLength);
    }
}
