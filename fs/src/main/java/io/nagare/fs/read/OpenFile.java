package io.nagare.fs.read;

import io.nagare.Bytes;
import io.nagare.driver.Demand;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.contract.ReadOptions;
import io.nagare.fs.failure.FileFailure;
import io.nagare.fs.handle.ChannelCalls;
import io.nagare.fs.handle.FileOpening;
import io.nagare.fs.handle.LockTable;
import io.nagare.fs.work.FileState;
import io.nagare.fs.work.JobFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file and how far it has been read. Used by one thread at a time, see {@link FileState}: by a blocking job, and
 * perhaps by the strand to close it. All methods may block.
 */
sealed class OpenFile implements JobFile permits FollowedFile {

    /**
     * The most bytes that one call reads. The JDK keeps a buffer outside the heap for each thread, as large as the
     * thread's largest call.
     */
    private static final int MAX_CALL = 128 * 1024;

    /** How many bytes one step copies to a channel that nothing can be transferred to. */
    private static final int COPIED = 16 * 1024;

    private final Path path;
    private final int chunkSize;

    /** Where the range to be read ends; {@link Long#MAX_VALUE} if it ends with the file. */
    private final long end;

    private long position;

    /** The position where the last transfer moved nothing: the channel was full, or the file cannot be transferred. */
    private long stuckAt = -1;

    /** The length that the file reported last. */
    private long size;

    private FileOpening.@Nullable Opened opened;

    OpenFile(Path path, ReadOptions options) {
        this.path = path;
        this.chunkSize = options.chunkSize();
        this.position = options.offset();
        this.end = Demand.add(position, options.length());
    }

    /** Opens the file unless it is open. Called before each job reads. */
    void open() throws IOException {
        if (opened == null) {
            opened = FileOpening.toRead(path);
        }
    }

    /**
     * How many bytes to read next, at least 1 unless the range ends here. Beyond the length that the system reports,
     * this is a whole chunk: for the kernel's own files that length is wrong, and other files grow.
     */
    int expected() throws IOException {
        if (position >= size) {
            size = channel().size();
        }
        long ofFile = size > position ? size - position : chunkSize;
        return (int) Math.min(chunkSize, Math.min(end - position, ofFile));
    }

    /**
     * Whether there is nothing more to read: the range ends here, or the file does. The length that the system reports
     * does not decide it.
     */
    boolean isAtEnd() throws IOException {
        if (position >= end) {
            return true;
        }
        if (position >= size) {
            size = channel().size();
        }
        return position >= size && !hasNext();
    }

    private boolean hasNext() throws IOException {
        return ChannelCalls.read(channel(), ByteBuffer.allocate(1), position) > 0;
    }

    /**
     * How many bytes of the range are left, by the length that the system reported when {@link #expected} last asked
     * for it.
     */
    final long remaining() {
        return Math.max(0, Math.min(end, size) - position);
    }

    /**
     * Reads the next chunk into {@code block} from an index on. Returns its length, which is below {@code expected}
     * only at the end.
     */
    final int read(byte[] block, int from, int expected) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(block, from, expected);
        int last = from + expected;
        while (buffer.position() < last) {
            buffer.limit(Math.min(last, buffer.position() + MAX_CALL));
            int count = ChannelCalls.read(channel(), buffer, position);
            if (count < 0) {
                break;
            }
            position += count;
        }
        return buffer.position() - from;
    }

    /**
     * Transfers up to {@code most} of the next bytes to a channel.
     *
     * @return how many bytes the channel has taken, 0 if it takes no more now, -1 at the end
     */
    final long transferTo(WritableByteChannel to, long most) throws IOException {
        if (isAtEnd()) {
            return -1;
        }
        if (position < size) {
            long count = ChannelCalls.transfer(channel(), position, Math.min(most, Math.min(end, size) - position), to);
            if (count > 0) {
                position += count;
                return count;
            }
            if (!hasNext()) {
                return -1;
            }
            if (stuckAt != position) {
                stuckAt = position;
                return 0;
            }
        }
        return copyTo(to, (int) Math.min(COPIED, end - position));
    }

    /**
     * Copies bytes that could not be transferred although the channel was waited for. A write shows for certain whether
     * the channel takes no more.
     */
    private long copyTo(WritableByteChannel to, int most) throws IOException {
        byte[] block = new byte[most];
        long before = position;
        int length = read(block, 0, most);
        position = before;
        if (length == 0) {
            return -1;
        }
        int count = ChannelCalls.write(to, ByteBuffer.wrap(block, 0, length));
        position = before + count;
        return count;
    }

    /** Whether the next byte can be read, or there is none. */
    final boolean isReadable() {
        try {
            return ChannelCalls.read(channel(), ByteBuffer.allocate(1), position) <= 1;
        } catch (IOException failure) {
            return false;
        }
    }

    final FileChannel channel() {
        return Objects.requireNonNull(opened, "opened").channel();
    }

    final boolean isOpen() {
        return opened != null;
    }

    /** What identifies the open file; null if the file system has no such thing, or nothing is open. */
    final @Nullable Object key() {
        return opened == null ? null : opened.key();
    }

    final Path path() {
        return path;
    }

    final long position() {
        return position;
    }

    /** Sets the position of the next read. */
    final void position(long next) {
        position = next;
        size = 0;
    }

    /** Whether reading waits for more at the end of the file. */
    boolean isFollowed() {
        return false;
    }

    /**
     * Bytes that are not in the file and are to be passed on before the next chunk; null for none. Called after the
     * file was looked at.
     */
    @Nullable Bytes inserted() {
        return null;
    }

    /** Called for each chunk before it is passed on. */
    void wasRead(Bytes chunk) {}

    /** Makes the failure of a read. */
    @Override
    public final FileOperationException failed(Throwable cause) {
        return FileFailure.of("read", path, cause);
    }

    /** Closes the file if it is open. */
    @Override
    public final void close() throws IOException {
        FileOpening.Opened open = opened;
        if (open != null) {
            opened = null;
            LockTable.close(open);
        }
    }

    @Override
    public final String toString() {
        return path.toString();
    }
}
