package io.nagare.fs;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.fs.contract.FileChange;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.contract.FollowOptions;
import io.nagare.fs.contract.FollowedChunk;
import io.nagare.fs.contract.LockMode;
import io.nagare.fs.contract.Progress;
import io.nagare.fs.contract.ReadOptions;
import io.nagare.fs.contract.WriteOptions;
import io.nagare.fs.failure.FileFailure;
import io.nagare.fs.handle.HeldDirectory;
import io.nagare.fs.read.FileReadSource;
import io.nagare.fs.read.FileTransferSource;
import io.nagare.fs.read.FollowedChunks;
import io.nagare.fs.read.WholeFile;
import io.nagare.fs.resource.LockedFile;
import io.nagare.fs.resource.TemporaryPath;
import io.nagare.fs.resource.UsingSource;
import io.nagare.fs.watch.WatchScope;
import io.nagare.fs.watch.WatchSource;
import io.nagare.fs.work.FileWork;
import io.nagare.fs.work.ProgressSource;
import io.nagare.fs.write.FileCopy;
import io.nagare.fs.write.FileWriteSource;
import io.nagare.fs.write.WrittenFile;
import io.nagare.policy.Decoding;
import io.nagare.policy.LongLines;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;

/**
 * Reads, writes, copies, moves and deletes files. Nothing is opened before there is demand, and no worker waits for a disk: files are opened, read and
 * written on threads that may block, which are never interrupted.
 *
 * <pre>{@code
 * One<Long> failures = AsyncFile.lines(Path.of("server.log")).filter(line -> line.contains("ERROR")).count();
 * }</pre>
 */
public final class AsyncFile {

    private AsyncFile() {}

    // Reading

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
     * <p><i>To a socket.</i> Written to one with no operator in between, the bytes go there by {@code sendfile} and are never in this process.
     *
     * <p><i>Errors.</i> {@link FileOperationException} if the file is missing, a directory, not readable, or fails while it is read; what was read
     * before comes first.
     *
     * @param path a file that can be read at any position; a named pipe, a socket or a terminal is refused
     */
    public static ByteStream read(Path path, ReadOptions options) {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(options, "options");
        return ByteStream.of(
                Many.driven((subscriber, strand) -> new FileTransferSource(path, options, subscriber, strand).start()));
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
        return lines(path, maxLength, decoding, LongLines.FAIL);
    }

    /**
     * As {@link #lines(Path, int, Decoding)}, with another way to deal with a line that is too long.
     *
     * @param maxLength the longest line allowed, without its end, in bytes, at least 1
     * @param longLines what becomes of a line that is longer
     */
    public static Many<String> lines(Path path, int maxLength, Decoding decoding, LongLines longLines) {
        return read(path)
                .lines(maxLength, decoding, longLines)
                .onErrorMap(failure -> failure instanceof FileOperationException
                        ? failure
                        : FileFailure.of("read", path, failure));
    }

    /** As {@link #follow(Path, FollowOptions)}, from the beginning of the file, looking for more every 200 ms. */
    public static ByteStream follow(Path path) {
        return follow(path, FollowOptions.defaults());
    }

    /**
     * Emits the bytes of a file, and then what is written to it, as it grows; {@code follow(path).lines()} are the lines of a log. Never completes.
     *
     * <p><i>What is read.</i> What stands under the path. A file that is not there is waited for. One that is cut off below what has been read is read again
     * from its beginning. When another takes its place (a log that is rotated), the old one is read on until the new one has content and the old one has
     * not grown for an interval; then the new one is read from its beginning. Until then the old one stays open, also if it was deleted.
     *
     * <p><i>Broken lines.</i> If a file was cut off or replaced in the middle of a line, a line feed that is in no file is emitted before what follows,
     * so that {@code lines()} does not take two halves for a line. {@link #followChunks} emits nothing but what is in the file.
     *
     * <p><i>What cannot be seen.</i> A file system that does not identify files shows no replacement. A file that is cut off and has grown again when it is
     * next looked at has not been cut off as far as this can tell. Of a file that is replaced twice between two looks nothing is read.
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

    /**
     * As {@link #follow(Path, FollowOptions)}, but each chunk says where it is from, so that a later subscription can go on there with
     * {@link FollowOptions#from}, and whether it goes on from the one before. Nothing is emitted that is not in the file.
     */
    public static Many<FollowedChunk> followChunks(Path path, FollowOptions options) {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(options, "options");
        return Many.driven((subscriber, strand) -> FollowedChunks.start(path, options, subscriber, strand));
    }

    /**
     * Emits what happens to a file, which need not be there yet: that it is created, modified, deleted, or another takes its place. How soon that is told
     * depends on the system: at once on Linux, after seconds where the JDK has to look from time to time. Completes when its directory is deleted.
     *
     * <p><i>Demand.</i> The first begins the watching, of which {@link FileChange.Kind#STARTED} tells when it has begun. Without demand up to 1024 changes are
     * kept; beyond that, or when the system has lost some, what is kept gives way to {@link FileChange.Kind#OVERFLOW}.
     *
     * <p><i>Cancellation.</i> Ends the watching. <i>Errors.</i> {@link FileOperationException}, also when the system's limit for what is watched is
     * reached.
     */
    public static Many<FileChange> watch(Path path) {
        Objects.requireNonNull(path, "path");
        return Many.driven((subscriber, strand) -> new WatchSource(path, WatchScope.FILE, subscriber, strand).start());
    }

    /**
     * Emits how far the reading of a file has come, while what the function makes of its bytes runs; completes when that has. What that emits is
     * dropped. Demand: begins the work; then the latest progress is emitted when there is demand and it has changed, always the last one. Otherwise as
     * {@link #read(Path, ReadOptions)}.
     */
    public static Many<Progress> readWithProgress(
            Path path, ReadOptions options, Function<? super ByteStream, ? extends Publisher<?>> use) {
        Objects.requireNonNull(use, "use");
        One<Long> size = FileWork.one("read", path, stop -> Files.size(path));
        ByteStream bytes = read(path, options);
        return Many.driven((subscriber, strand) -> new ProgressSource(
                        meter -> size.flatMapMany(total -> {
                            meter.begin(Math.min(options.length(), Math.max(0, total - options.offset())));
                            return use.apply(ByteStream.of(bytes.doOnNext(chunk -> meter.advance(chunk.length()))));
                        }),
                        subscriber,
                        strand)
                .start());
    }

    // Writing

    /** As {@link #write(Path, Publisher, WriteOptions)}, in place of what is there; not atomically. */
    public static One<Long> write(Path path, Publisher<Bytes> bytes) {
        return write(path, bytes, WriteOptions.defaults());
    }

    /**
     * Writes what a publisher emits to a file, and emits how many bytes that were when the file is complete, synced as the options say, and closed.
     *
     * <p><i>Demand.</i> The first demand subscribes to the publisher; it is asked for more while less than {@link WriteOptions#buffer()} bytes wait to
     * be written. What it emits without a pause is written together. The file is opened when the first bytes come, or the end: a publisher that fails
     * before has changed nothing.
     *
     * <p><i>Cancellation.</i> Takes effect on the writing thread after the running write, and never interrupts it; what was written stays, unless the
     * mode is atomic.
     *
     * <p><i>Errors.</i> Those of the publisher, and {@link FileOperationException}: as soon as a write has failed, not with a later one. The publisher
     * is cancelled. What was written stays, unless the mode is atomic: then the file is as it was.
     */
    public static One<Long> write(Path path, Publisher<Bytes> bytes, WriteOptions options) {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(bytes, "bytes");
        Objects.requireNonNull(options, "options");
        return One.driven(
                (subscriber, strand) -> new FileWriteSource(path, bytes, options, subscriber, strand).start());
    }

    /** As {@link #writeAll(Path, Bytes, WriteOptions)}, in place of what is there; not atomically. */
    public static One<Void> writeAll(Path path, Bytes content) {
        return writeAll(path, content, WriteOptions.defaults());
    }

    /** Writes bytes to a file in one trip to another thread. Otherwise as {@link #write(Path, Publisher, WriteOptions)}. */
    public static One<Void> writeAll(Path path, Bytes content, WriteOptions options) {
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(options, "options");
        return FileWork.one("write", path, stop -> WrittenFile.writeAll(path, content, options, stop));
    }

    /** As {@link #writeString(Path, String, WriteOptions)}, in place of what is there; not atomically. */
    public static One<Void> writeString(Path path, String text) {
        return writeString(path, text, WriteOptions.defaults());
    }

    /** Writes text in UTF-8 to a file. Otherwise as {@link #writeAll(Path, Bytes, WriteOptions)}. */
    public static One<Void> writeString(Path path, String text, WriteOptions options) {
        return writeAll(path, Bytes.utf8(text), options);
    }

    /** Sees to it that what has been written to a file, by whomever, is on the storage device. Errors: {@link FileOperationException}. */
    public static One<Void> sync(Path path) {
        return FileWork.one("sync", path, stop -> WrittenFile.sync(path));
    }

    /**
     * Cuts a file off, or makes it longer by zeros. Errors: {@link FileOperationException}, also if there is no such file.
     *
     * @param bytes how long it is to be, at least 0
     */
    public static One<Void> setLength(Path path, long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a length must be at least 0 bytes, but was " + bytes);
        }
        return FileWork.one("set length", path, stop -> WrittenFile.setLength(path, bytes));
    }

    // Copying, moving, deleting

    /**
     * Copies a file with its permissions and emits how many bytes that were. The target must not exist, unless {@code REPLACE_EXISTING} is among the
     * options; then it is replaced in one step when the copy is complete. {@code COPY_ATTRIBUTES} takes the times along, {@code NOFOLLOW_LINKS} copies a
     * link itself. Cancellation takes effect after the running step of up to 8 MiB, and, as a failure, leaves the target as it was. Errors:
     * {@link FileOperationException}.
     *
     * @param options {@link StandardCopyOption} and {@link LinkOption}
     */
    public static One<Long> copy(Path from, Path to, CopyOption... options) {
        return copying(from, to, List.of(options), progress -> {});
    }

    /**
     * As {@link #copy}, but emits how far it has come. Demand: the first begins; then the latest progress is emitted when there is demand and it has
     * changed, always the last one, in which everything is done.
     */
    public static Many<Progress> copyWithProgress(Path from, Path to, CopyOption... options) {
        List<CopyOption> list = List.of(options);
        Objects.requireNonNull(to, "to");
        One<Long> size = FileWork.one("copy", from, stop -> Files.size(from));
        return Many.driven((subscriber, strand) -> new ProgressSource(
                        meter -> size.doOnNext(meter::begin).then(copying(from, to, list, meter::advance)),
                        subscriber,
                        strand)
                .start());
    }

    private static One<Long> copying(Path from, Path to, List<CopyOption> options, LongConsumer advance) {
        Objects.requireNonNull(to, "to");
        return FileWork.one("copy", from, to, stop -> new FileCopy(from, to, options, stop, advance).copy());
    }

    /**
     * Moves or renames a file or directory. The target must not exist, unless {@code REPLACE_EXISTING} is among the options. Within a file system that
     * is one step; a file that goes to another is copied, as {@link #copy} does, and then deleted, unless {@code ATOMIC_MOVE} is among the options,
     * which makes that an error. Errors: {@link FileOperationException}.
     *
     * @param options {@link StandardCopyOption}
     */
    public static One<Void> move(Path from, Path to, CopyOption... options) {
        Objects.requireNonNull(to, "to");
        List<CopyOption> list = List.of(options);
        return FileWork.one("move", from, to, stop -> {
            new FileCopy(from, to, list, stop, bytes -> {}).move();
            return null;
        });
    }

    /** Deletes a file or a link. Errors: {@link FileOperationException}, also if there is none, or if it is a directory. */
    public static One<Void> delete(Path path) {
        return FileWork.one("delete", path, stop -> {
            HeldDirectory.deleteFileAt(path);
            return null;
        });
    }

    /** Deletes a file or a link and emits whether there was one. Errors: {@link FileOperationException}, also if it is a directory. */
    public static One<Boolean> deleteIfExists(Path path) {
        return FileWork.one("delete", path, stop -> {
            try {
                HeldDirectory.deleteFileAt(path);
                return true;
            } catch (NoSuchFileException missing) {
                return false;
            }
        });
    }

    // For the time of some work

    /**
     * What {@code work} makes of an empty file of its own, which is deleted before the end is passed on, or, on cancellation, after the work has been
     * cancelled. It may be moved away: then nothing is deleted. Demand: the first makes the file, below the system's directory for such, readable for
     * nobody else. Errors: those of the work, and {@link FileOperationException}; a failure to delete only if the work has not failed, otherwise it is
     * suppressed in the other.
     */
    public static <R> One<R> withTemporary(Function<? super Path, ? extends One<R>> work) {
        Objects.requireNonNull(work, "work");
        return One.driven((subscriber, strand) ->
                new UsingSource<>(new TemporaryPath(false), work, subscriber, strand).start());
    }

    /** As {@link #withTemporary}, for a stream of any number of items. */
    public static <R> Many<R> withTemporaryMany(Function<? super Path, ? extends Many<R>> work) {
        Objects.requireNonNull(work, "work");
        return Many.driven((subscriber, strand) ->
                new UsingSource<>(new TemporaryPath(false), work, subscriber, strand).start());
    }

    /**
     * What {@code work} makes while a file is locked. The lock is given back before the end is passed on, or, on cancellation, after the work has been
     * cancelled.
     *
     * <p>It keeps other processes out that lock the file too, and others that call this; nobody is kept from reading or writing without. POSIX
     * gives a process's lock up when that process closes the file anywhere. Operations of this module on the file keep it open until the lock is given back;
     * other code inside {@code work} must not close it.
     *
     * <p><i>Demand.</i> The first opens the file, which must exist, and tries to lock it: at once, then after 1 ms, and after twice as long each time up
     * to 100 ms. Who comes first is not served first.
     *
     * <p><i>Errors.</i> Those of the work, and {@link FileOperationException}.
     */
    public static <R> One<R> withLock(Path path, LockMode mode, Supplier<? extends One<R>> work) {
        requireLock(path, mode, work);
        return One.driven((subscriber, strand) ->
                new UsingSource<>(new LockedFile(path, mode), locked -> work.get(), subscriber, strand).start());
    }

    /** As {@link #withLock}, for a stream of any number of items. */
    public static <R> Many<R> withLockMany(Path path, LockMode mode, Supplier<? extends Many<R>> work) {
        requireLock(path, mode, work);
        return Many.driven((subscriber, strand) ->
                new UsingSource<>(new LockedFile(path, mode), locked -> work.get(), subscriber, strand).start());
    }

    private static void requireLock(Path path, LockMode mode, Supplier<?> work) {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(work, "work");
    }
}
