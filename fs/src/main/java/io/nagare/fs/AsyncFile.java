package io.nagare.fs;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.policy.Decoding;
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

    /** As {@link #readAll(Path, ReadOptions)}, from the beginning to the end. */
    public static One<Bytes> readAll(Path path) {
        return readAll(path, ReadOptions.defaults());
    }

    /**
     * Emits the content of a file, or of the range in the options, in one piece. Otherwise as {@link #read(Path, ReadOptions)}: meant for small files,
     * as it costs one trip to another thread. Errors: also for a file that is too large for an array (2 GiB) or for the memory.
     */
    public static One<Bytes> readAll(Path path, ReadOptions options) {
        Objects.requireNonNull(options, "options");
        return FileWork.one("read", path, stop -> WholeFile.read(path, options, stop));
    }

    /** Emits the content of a file as UTF-8; what is malformed becomes U+FFFD. See {@link #readAll(Path, ReadOptions)}. */
    public static One<String> readString(Path path) {
        return readString(path, Decoding.utf8());
    }

    /**
     * Emits the content of a file as text. Errors: as {@link #readAll(Path, ReadOptions)}, and, with a strict decoding, if the file is not in the
     * charset.
     */
    public static One<String> readString(Path path, Decoding decoding) {
        Objects.requireNonNull(decoding, "decoding");
        return FileWork.one(
                "read", path, stop -> WholeFile.read(path, ReadOptions.defaults(), stop).text(decoding));
    }

    /** Emits the lines of a file, none longer than {@value ByteStream#DEFAULT_MAX_LINE} bytes; see {@link #lines(Path, int)}. */
    public static Many<String> lines(Path path) {
        return lines(path, ByteStream.DEFAULT_MAX_LINE);
    }

    /** Emits the lines of a file in UTF-8; what is malformed becomes U+FFFD. See {@link #lines(Path, int, Decoding)}. */
    public static Many<String> lines(Path path, int maxLength) {
        return lines(path, maxLength, Decoding.utf8());
    }

    /**
     * Emits the lines of a file; see {@link ByteStream#lines(int, Decoding)} for what a line is. Otherwise as {@link #read(Path)}, whose chunks are
     * asked for one at a time as lines are. Errors: {@link FileOperationException}, also for a line that is too long or, with a strict decoding, not in
     * the charset; its cause then is a {@link io.nagare.LineTooLongException} or a {@link io.nagare.MalformedTextException}.
     *
     * @param maxLength the longest line allowed, without its end, in bytes, at least 1
     */
    public static Many<String> lines(Path path, int maxLength, Decoding decoding) {
        return read(path)
                .lines(maxLength, decoding)
                .onErrorMap(failure -> failure instanceof FileOperationException
                        ? failure
                        : FileOperationException.of("read", path, failure));
    }

    /** As {@link #follow(Path, FollowOptions)}, from the beginning of the file, looking for more every 200 ms. */
    public static ByteStream follow(Path path) {
        return follow(path, FollowOptions.defaults());
    }

    /**
     * Emits the bytes of a file, and then what is written to it, as it grows; {@code follow(path).lines()} are the lines of a log. Never completes.
     *
     * <p><i>What is read.</i> What stands under the path: a file that is not there is waited for; when another takes its place (a log that is
     * rotated), the old one is read to its end, and then the new one from its beginning; one that is cut off below what has been read is read again
     * from its beginning. (A file system that does not identify files shows no replacement, and a file that is cut off and has grown again when it is
     * next looked at has not been cut off as far as this can tell.)
     *
     * <p><i>Demand.</i> One unit is one chunk. Without demand the file is not looked at.
     *
     * <p><i>Cancellation, errors.</i> As {@link #read(Path, ReadOptions)}.
     */
    public static ByteStream follow(Path path, FollowOptions options) {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(options, "options");
        return ByteStream.of(
                Many.driven((subscriber, strand) -> new FileReadSource(path, options, subscriber, strand).start()));
    }
}
