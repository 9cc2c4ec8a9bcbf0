package io.nagare.fs.write;

import io.nagare.Bytes;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.contract.WriteOptions;
import io.nagare.fs.failure.FileFailure;
import io.nagare.fs.handle.ChannelCalls;
import io.nagare.fs.handle.FileOpening;
import io.nagare.fs.handle.LockTable;
import io.nagare.fs.work.FileState;
import io.nagare.fs.work.JobFile;
import io.nagare.fs.work.Stop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being written. Used by one thread at a time: by a blocking job, and perhaps by the strand to give it
 * up; see {@link FileState}. All methods may block.
 *
 * <p>The first write opens it, or the finish if there is none. So a failure before that changes nothing.
 */
public final class WrittenFile implements JobFile {

    /**
     * The most bytes that one call writes. The JDK keeps a buffer outside the heap for each thread, as large as the
     * thread's largest call.
     */
    private static final int MAX_CALL = 128 * 1024;

    /** Items with fewer bytes are copied together, which costs less than a call for each. */
    private static final int SMALL = 8 * 1024;

    private static final int BLOCK = 64 * 1024;

    private final Path path;
    private final WriteOptions options;
    private FileOpening.@Nullable Opened opened;
    private @Nullable AtomicReplacement replacement;
    private @Nullable ByteBuffer block;
    private long written;

    WrittenFile(Path path, WriteOptions options) {
        this.path = path;
        this.options = options;
    }

    /** How many bytes have been written. */
    long written() {
        return written;
    }

    /**
     * Writes items one after the other, small ones together.
     *
     * @param stopped asked between calls to the system; if it returns true, the rest is not written
     */
    void write(Iterable<Bytes> items, BooleanSupplier stopped) throws IOException {
        FileChannel to = opened();
        ByteBuffer together = block;
        for (Bytes item : items) {
            if (item.length() >= SMALL) {
                flush(to, together, stopped);
                write(to, item.asByteBuffer(), stopped);
                continue;
            }
            if (together == null) {
                together = ByteBuffer.allocate(BLOCK);
                block = together;
            }
            if (together.remaining() < item.length()) {
                flush(to, together, stopped);
            }
            item.copyTo(together, 0, item.length());
        }
        flush(to, together, stopped);
    }

    private void flush(FileChannel to, @Nullable ByteBuffer together, BooleanSupplier stopped) throws IOException {
        if (together != null && together.position() > 0) {
            write(to, together.flip(), stopped);
            together.clear();
        }
    }

    private void write(FileChannel to, ByteBuffer bytes, BooleanSupplier stopped) throws IOException {
        int end = bytes.limit();
        while (bytes.position() < end && !stopped.getAsBoolean()) {
            bytes.limit(Math.min(end, bytes.position() + MAX_CALL));
            written += ChannelCalls.write(to, bytes);
        }
    }

    /** Completes the file after the last write: syncs as the options say, and closes it. */
    void finish() throws IOException {
        FileChannel to = opened();
        WriteOptions.Sync sync = options.sync();
        if (sync != WriteOptions.Sync.NONE) {
            to.force(sync == WriteOptions.Sync.ALL);
        }
        AtomicReplacement complete = replacement;
        if (complete != null) {
            replacement = null;
            complete.commit(sync == WriteOptions.Sync.ALL);
            return;
        }
        close();
        if (sync == WriteOptions.Sync.ALL) {
            AtomicReplacement.forceDirectory(path);
        }
    }

    /** Gives the file up: closes it if it is open. An atomic write leaves the target as it was. */
    @Override
    public void close() throws IOException {
        FileOpening.Opened open = opened;
        opened = null;
        AtomicReplacement given = replacement;
        replacement = null;
        if (given != null) {
            given.abandon();
        } else if (open != null) {
            LockTable.close(open);
        }
    }

    private FileChannel opened() throws IOException {
        if (replacement != null) {
            return replacement.channel();
        }
        FileOpening.Opened open = opened;
        if (open == null) {
            if (options.mode() == WriteOptions.Mode.REPLACE_ATOMICALLY) {
                replacement = AtomicReplacement.begin(path);
                return replacement.channel();
            }
            open = FileOpening.open(path, openOptions());
            opened = open;
            if (options.offset() > 0) {
                open.channel().position(options.offset());
            }
        }
        return open.channel();
    }

    private Set<OpenOption> openOptions() {
        return switch (options.mode()) {
            case REPLACE -> Set.of(
                    StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
            case CREATE_NEW -> Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
            case APPEND -> Set.of(StandardOpenOption.APPEND, StandardOpenOption.CREATE);
            case UPDATE -> Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            case REPLACE_ATOMICALLY -> throw new AssertionError("opened by its replacement");
        };
    }

    /** Writes a file from beginning to end. Returns how many bytes were written. */
    public static long writeAll(Path path, Bytes content, WriteOptions options, Stop stop)
            throws IOException {
        WrittenFile file = new WrittenFile(path, options);
        try {
            file.write(List.of(content), stop::isSet);
            if (!stop.isSet()) {
                file.finish();
            }
        } finally {
            file.close();
        }
        return file.written();
    }

    public static @Nullable Void sync(Path path) throws IOException {
        FileOpening.Opened file = FileOpening.open(path, Set.of(StandardOpenOption.WRITE));
        try {
            file.channel().force(true);
        } finally {
            LockTable.close(file);
        }
        return null;
    }

    public static @Nullable Void setLength(Path path, long bytes) throws IOException {
        FileOpening.Opened file = FileOpening.open(path, Set.of(StandardOpenOption.WRITE));
        try {
            FileChannel channel = file.channel();
            if (channel.size() > bytes) {
                channel.truncate(bytes);
            } else if (channel.size() < bytes) {
                channel.write(ByteBuffer.allocate(1), bytes - 1);
            }
        } finally {
            LockTable.close(file);
        }
        return null;
    }

    /** Makes the failure of a write. */
    @Override
    public FileOperationException failed(Throwable cause) {
        return FileFailure.of("write", path, cause);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
