package io.nagare.fs;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.driver.Strand;
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
import io.nagare.policy.LineOptions;
import io.nagare.stage.Programs;
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
 * Reads, writes, copies, moves and deletes files. Nothing is opened before there is demand, and no worker waits for a
 * disk: files are opened, read and written on threads that may block, which are never interrupted.
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
     * <p><i>What is read.</i> The content as it is when reading gets there. Bytes that are appended before the end is
     * reached are read too. If the file is cut off meanwhile, the stream ends at the new end.
     *
     * <p><i>Demand.</i> One unit is one chunk. The first demand opens the file. From then on up to
     * {@link ReadOptions#readAhead()} bytes are read ahead of demand.
     *
     * <p><i>Cancellation.</i> Takes effect on the reading thread after the running read, and never interrupts it. The
     * file is closed on every path: at its end, on failure, on cancellation, and when the runtime is closed.
     *
     * <p><i>To a socket.</i> If this is written to a socket with no operator in between, the system sends the bytes by
     * {@code sendfile}. They never enter this process.
     *
     * <p><i>Errors.</i> {@link FileOperationException} if the file is missing, a directory or not readable, or if
     * reading fails. The bytes that were read before come first.
     *
     * @param path a file that can be read at any position; a named pipe, a socket or a terminal is refused
     */
    public static ByteStream read(Path path, ReadOptions options) {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(options, "options");
        return ByteStream.of(Programs.driven(
                (subscriber, strand) -> new FileTransferSource(path, options, subscriber, strand).start()));
    }

    /** As {@link #readAll(Path, ReadOptions)}, from the beginning to the end. */
    public static One<Bytes> readAll(Path path) {
        return readAll(path, ReadOptions.defaults());
    }

    /**
     * Emits the content of a file, or of the range in the options, in one piece. Otherwise as
     * {@link #read(Path, ReadOptions)}. This is for small files: it costs one trip to another thread. Errors: also if
     * the file is too large for an array (2 GiB) or for the memory.
     */
    public static One<Bytes> readAll(Path path, ReadOptions options) {
        Objects.requireNonNull(options, "options");
        return FileWork.one("read", path, (file, stop) -> WholeFile.read(file, options, stop));
    }

    /** Emits the content of a file as UTF-8; malformed bytes become U+FFFD. See {@link #readAll(Path, ReadOptions)}. */
    public static One<String> readString(Path path) {
        return readString(path, Decoding.utf8());
    }

    /**
     * Emits the content of a file as text. Errors: as {@link #readAll(Path, ReadOptions)}; with a strict decoding also
     * if the file is not in the charset.
     */
    public static One<String> readString(Path path, Decoding decoding) {
        Objects.requireNonNull(decoding, "decoding");
        return FileWork.one(
                "read", path, (file, stop) -> WholeFile.read(file, ReadOptions.defaults(), stop).text(decoding));
    }

    /** Emits the lines of a file, of up to 64 KiB each. Otherwise as {@link #lines(Path, LineOptions)}. */
    public static Many<String> lines(Path path) {
        return lines(path, LineOptions.defaults());
    }

    /**
     * Emits the lines of a file. Otherwise as {@link #lines(Path, LineOptions)}, with the default options.
     *
     * @param maxLength the longest line allowed, without its end, in bytes, at least 1
     * @throws IllegalArgumentException if {@code maxLength} is less than 1
     */
    public static Many<String> lines(Path path, int maxLength) {
        return lines(path, LineOptions.defaults().maxLength(maxLength));
    }

    /**
     * Emits the lines of a file; see {@link ByteStream#lines(LineOptions)} for what a line is. Otherwise as
     * {@link #read(Path)}. Demand: one unit is one line; chunks are requested one at a time. Errors:
     * {@link FileOperationException}, also for a line that is too long or, with a strict decoding, not in the charset.
     * The cause is then a {@link io.nagare.failure.LineTooLongException} or a {@link
     * io.nagare.failure.MalformedTextException}.
     */
    public static Many<String> lines(Path path, LineOptions options) {
        return read(path)
                .lines(options)
                .onErrorMap(failure -> failure instanceof FileOperationException
                        ? failure
                        : FileFailure.of("read", path, failure));
    }

    /** As {@link #follow(Path, FollowOptions)}, from the beginning of the file, with a look for more every 200 ms. */
    public static ByteStream follow(Path path) {
        return follow(path, FollowOptions.defaults());
    }

    /**
     * Emits the bytes of a file, and then the bytes that are written to it as it grows. {@code follow(path).lines()}
     * are the lines of a log. Never completes.
     *
     * <p><i>What is read.</i> The file under the path. If there is none, this waits for one. A file that is cut off
     * below the position of reading is read again from its beginning.
     *
     * <p><i>Rotation.</i> If another file takes its place, the old file is read on until the new one has content and
     * the old one has not grown for an interval. Then the new one is read from its beginning. Until then the old file
     * stays open, even if it was deleted.
     *
     * <p><i>Broken lines.</i> A file may be cut off or replaced in the middle of a line. Then this emits a line feed
     * that is in no file, so that {@code lines()} does not join two halves. {@link #followChunks} emits only what is in
     * the file.
     *
     * <p><i>What cannot be seen.</i> On a file system that does not identify files a replacement is not seen. If a file
     * is cut off and grows again between two looks, that is not seen either. If a file is replaced twice between two
     * looks, nothing of the one in the middle is read.
     *
     * <p><i>Demand.</i> One unit is one chunk. Without demand the file is not looked at.
     *
     * <p><i>Cancellation, errors.</i> As {@link #read(Path, ReadOptions)}.
     */
    public static ByteStream follow(Path path, FollowOptions options) {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(options, "options");
        return ByteStream.of(
                Programs.driven((subscriber, strand) -> new FileReadSource(path, options, subscriber, strand).start()));
    }

    /**
     * As {@link #follow(Path, FollowOptions)}, but each chunk says where it begins, and whether it follows the chunk
     * before. A later subscription can go on there with {@link FollowOptions#from}. Only what is in the file is
     * emitted.
     */
    public static Many<FollowedChunk> followChunks(Path path, FollowOptions options) {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(options, "options");
        return Programs.driven((subscriber, strand) -> FollowedChunks.start(path, options, subscriber, strand));
    }

    /**
     * Emits the changes to a file: it is created, modified, deleted, or another takes its place. The file need not
     * exist yet. On Linux a change is reported at once. On systems where the JDK looks from time to time, it takes
     * seconds. Completes when the file's directory is deleted.
     *
     * <p><i>Demand.</i> The first demand begins the watch; {@link FileChange.Kind#STARTED} is emitted when it has
     * begun. Without demand up to 1024 changes are kept. If there are more, or if the system has lost some, one
     * {@link FileChange.Kind#OVERFLOW} takes the place of all.
     *
     * <p><i>Cancellation.</i> Ends the watch. <i>Errors.</i> {@link FileOperationException}, also if the system's limit
     * of watches is reached.
     */
    public static Many<FileChange> watch(Path path) {
        Objects.requireNonNull(path, "path");
        return Programs.driven(
                (subscriber, strand) -> new WatchSource(path, WatchScope.FILE, subscriber, strand).start());
    }

    /**
     * Reads a file, gives its bytes to a function, and emits how far the reading has come. Completes together with the
     * publisher that the function returns, and drops the items of that publisher.
     *
     * <p><i>Demand.</i> The first demand begins the work. Then the latest progress is emitted when there is demand and
     * it has changed. The last one is always emitted. Otherwise as {@link #read(Path, ReadOptions)}.
     */
    public static Many<Progress> readWithProgress(
            Path path, ReadOptions options, Function<? super ByteStream, ? extends Publisher<?>> use) {
        Objects.requireNonNull(use, "use");
        One<Long> size = FileWork.one("read", path, (file, stop) -> Files.size(file));
        ByteStream bytes = read(path, options);
        return Programs.driven((subscriber, strand) -> new ProgressSource(
                        meter -> size.flatMapMany(total -> {
                            meter.begin(Math.min(options.length(), Math.max(0, total - options.offset())));
                            return use.apply(ByteStream.of(bytes.doOnNext(chunk -> meter.advance(chunk.length()))));
                        }),
                        subscriber,
                        strand)
                .start());
    }

    // Writing

    /** As {@link #write(Path, Publisher, WriteOptions)}, replacing the content of the file, but not atomically. */
    public static One<Long> write(Path path, Publisher<Bytes> bytes) {
        return write(path, bytes, WriteOptions.defaults());
    }

    /**
     * Writes a publisher's bytes to a file. Emits their number when the file is complete, synced as the options say,
     * and closed.
     *
     * <p><i>Demand.</i> The first demand subscribes to the publisher. More is requested from it while fewer than
     * {@link WriteOptions#buffer()} bytes wait to be written. Items that come without a pause are written together. The
     * file is opened when the first bytes come, or the end. So a publisher that fails before has changed nothing.
     *
     * <p><i>Cancellation.</i> Takes effect on the writing thread after the running write, and never interrupts it. What
     * was written stays, unless the mode is atomic.
     *
     * <p><i>Errors.</i> Those of the publisher, and {@link FileOperationException} as soon as a write has failed. The
     * publisher is then cancelled. What was written stays. If the mode is atomic, the file is as it was.
     */
    public static One<Long> write(Path path, Publisher<Bytes> bytes, WriteOptions options) {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(bytes, "bytes");
        Objects.requireNonNull(options, "options");
        return Programs.drivenOne(
                (subscriber, strand) -> new FileWriteSource(path, bytes, options, subscriber, strand).start());
    }

    /** As {@link #writeAll(Path, Bytes, WriteOptions)}, replacing the content of the file, but not atomically. */
    public static One<Long> writeAll(Path path, Bytes content) {
        return writeAll(path, content, WriteOptions.defaults());
    }

    /**
     * Writes bytes to a file in one trip to another thread. Otherwise as {@link #write(Path, Publisher, WriteOptions)}.
     */
    public static One<Long> writeAll(Path path, Bytes content, WriteOptions options) {
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(options, "options");
        return FileWork.one("write", path, (file, stop) -> WrittenFile.writeAll(file, content, options, stop));
    }

    /** As {@link #writeString(Path, String, WriteOptions)}, replacing the content of the file, but not atomically. */
    public static One<Long> writeString(Path path, String text) {
        return writeString(path, text, WriteOptions.defaults());
    }

    /** Writes text in UTF-8 to a file. Otherwise as {@link #writeAll(Path, Bytes, WriteOptions)}. */
    public static One<Long> writeString(Path path, String text, WriteOptions options) {
        return writeAll(path, Bytes.utf8(text), options);
    }

    /**
     * Forces all that was written to a file, by any process, to the storage device. Errors:
     * {@link FileOperationException}.
     */
    public static One<Void> sync(Path path) {
        return FileWork.one("sync", path, (file, stop) -> WrittenFile.sync(file));
    }

    /**
     * Cuts a file off, or extends it with zeros. Errors: {@link FileOperationException}, also if there is no such file.
     *
     * @param bytes the new length, at least 0
     */
    public static One<Void> setLength(Path path, long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a length must be at least 0 bytes, but was " + bytes);
        }
        return FileWork.one("set length", path, (file, stop) -> WrittenFile.setLength(file, bytes));
    }

    // Copying, moving, deleting

    /**
     * Copies a file with its permissions, and emits the number of bytes. The target must not exist. With
     * {@code REPLACE_EXISTING} it may exist, and is replaced in one step when the copy is complete.
     * {@code COPY_ATTRIBUTES} copies the times too, and {@code NOFOLLOW_LINKS} copies a link itself.
     *
     * <p><i>Cancellation.</i> Takes effect after the running step of up to 8 MiB. The target is then as it was.
     * <i>Errors.</i> {@link FileOperationException}. The target is as it was.
     *
     * @param options {@link StandardCopyOption} and {@link LinkOption}
     */
    public static One<Long> copy(Path from, Path to, CopyOption... options) {
        return copying(from, to, List.of(options), progress -> {});
    }

    /**
     * As {@link #copy}, but emits how far the copy has come. Demand: the first demand begins the copy. Then the latest
     * progress is emitted when there is demand and it has changed. The last one, with everything done, is always
     * emitted.
     */
    public static Many<Progress> copyWithProgress(Path from, Path to, CopyOption... options) {
        List<CopyOption> list = List.of(options);
        Objects.requireNonNull(to, "to");
        One<Long> size = FileWork.one("copy", from, (file, stop) -> Files.size(file));
        return Programs.driven((subscriber, strand) -> new ProgressSource(
                        meter -> size.doOnNext(meter::begin).then(copying(from, to, list, meter::advance)),
                        subscriber,
                        strand)
                .start());
    }

    private static One<Long> copying(Path from, Path to, List<CopyOption> options, LongConsumer advance) {
        Objects.requireNonNull(to, "to");
        return FileWork.one(
                "copy", from, to, (source, target, stop) -> new FileCopy(source, target, options, stop, advance)
                        .copy());
    }

    /**
     * Moves or renames a file or directory. The target must not exist, unless {@code REPLACE_EXISTING} is among the
     * options. Within a file system this is one step. A file that goes to another file system is copied, as by
     * {@link #copy}, and then deleted; with {@code ATOMIC_MOVE} it fails instead. Errors:
     * {@link FileOperationException}.
     *
     * @param options {@link StandardCopyOption}
     */
    public static One<Void> move(Path from, Path to, CopyOption... options) {
        Objects.requireNonNull(to, "to");
        List<CopyOption> list = List.of(options);
        return FileWork.one("move", from, to, (source, target, stop) -> {
            new FileCopy(source, target, list, stop, bytes -> {}).move();
            return null;
        });
    }

    /** Deletes a file or a link. Errors: {@link FileOperationException}, also if it is missing or a directory. */
    public static One<Void> delete(Path path) {
        return FileWork.one("delete", path, (file, stop) -> {
            HeldDirectory.deleteFileAt(file);
            return null;
        });
    }

    /**
     * Deletes a file or a link if there is one, and emits whether there was. Errors: {@link FileOperationException},
     * also if it is a directory.
     */
    public static One<Boolean> deleteIfExists(Path path) {
        return FileWork.one("delete", path, (file, stop) -> {
            try {
                HeldDirectory.deleteFileAt(file);
                return true;
            } catch (NoSuchFileException missing) {
                return false;
            }
        });
    }

    // While some work runs

    /**
     * Creates a temporary file, gives its path to {@code work}, and emits what that emits. The file is empty, and only
     * its owner may read it. It is in the system's directory for temporary files. It is deleted before the end is
     * passed on. If the work has moved it away, nothing is deleted.
     *
     * <p><i>Demand.</i> The first demand creates the file. <i>Cancellation.</i> Cancels the work, then deletes the
     * file. <i>Errors.</i> Those of the work, and {@link FileOperationException}. If deleting fails after the work has
     * failed, that failure is suppressed in the work's.
     */
    public static <R> One<R> withTemporary(Function<? super Path, ? extends One<R>> work) {
        Objects.requireNonNull(work, "work");
        return Programs.drivenOne((subscriber, strand) ->
                new UsingSource<>(new TemporaryPath(false, strand.driver()), work, subscriber, strand).start());
    }

    /** As {@link #withTemporary}, for a stream of any number of items. */
    public static <R> Many<R> withTemporaryMany(Function<? super Path, ? extends Many<R>> work) {
        Objects.requireNonNull(work, "work");
        return Programs.driven((subscriber, strand) ->
                new UsingSource<>(new TemporaryPath(false, strand.driver()), work, subscriber, strand).start());
    }

    /**
     * Locks a file, runs {@code work}, and emits what that emits. The lock is given back before the end is passed on.
     *
     * <p>The lock excludes other processes that lock the file too, and other callers of this. It does not stop code
     * that reads or writes without a lock. POSIX drops the lock of a process when that process closes the file
     * anywhere. Operations of this module keep the file open until the lock is given back. Other code inside
     * {@code work} must not close the file.
     *
     * <p><i>Demand.</i> The first demand opens the file, which must exist, and tries to lock it at once. It tries again
     * after 1 ms, and then after twice as long each time, up to 100 ms. Waiting callers are served in no particular
     * order.
     *
     * <p><i>Cancellation.</i> Cancels the work, then gives the lock back.
     *
     * <p><i>Errors.</i> Those of the work, and {@link FileOperationException}.
     */
    public static <R> One<R> withLock(Path path, LockMode mode, Supplier<? extends One<R>> work) {
        requireLock(path, mode, work);
        return Programs.drivenOne((subscriber, strand) ->
                new UsingSource<>(locked(path, mode, strand), locked -> work.get(), subscriber, strand).start());
    }

    /** As {@link #withLock}, for a stream of any number of items. */
    public static <R> Many<R> withLockMany(Path path, LockMode mode, Supplier<? extends Many<R>> work) {
        requireLock(path, mode, work);
        return Programs.driven((subscriber, strand) ->
                new UsingSource<>(locked(path, mode, strand), locked -> work.get(), subscriber, strand).start());
    }

    private static LockedFile locked(Path path, LockMode mode, Strand strand) {
        return new LockedFile(strand.driver().path(path), mode);
    }

    private static void requireLock(Path path, LockMode mode, Supplier<?> work) {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(work, "work");
    }
}
