package io.nagare.fs;

import io.nagare.driver.Demand;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file and how far it has been read. Used by one thread at a time, see {@link FileState}: a blocking job's, and, to close it, perhaps the
 * strand's. All methods may block.
 */
sealed class OpenFile permits FollowedFile {

    /** The most that one call reads: the JDK keeps for each thread a buffer outside the heap that is as large as the largest. */
    private static final int MAX_CALL = 128 * 1024;

    private final Path path;
    private final int chunkSize;

    /** Where the range to be read ends; {@link Long#MAX_VALUE} if it ends with the file. */
    private final long end;

    private long position;

    /** How long the file was when that was last asked; 0 also for the kernel's files, which don't tell. */
    private long size;

    private @Nullable FileChannel channel;

    OpenFile(Path path, ReadOptions options) {
        this.path = path;
        this.chunkSize = options.chunkSize();
        this.position = options.offset();
        this.end = Demand.add(position, options.length());
    }

    /** Opens the file unless it is open. Called before each job reads. */
    void open() throws IOException {
        if (channel == null) {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        }
    }

    /** How long the next chunk is unless the file is cut off meanwhile; 0 at the end of the range or the file. */
    int expected() throws IOException {
        if (position >= size) {
            size = opened().size();
        }
        long ofFile = size == 0 ? chunkSize : Math.max(0, size - position);
        return (int) Math.min(chunkSize, Math.min(end - position, ofFile));
    }

    /** How many bytes of the range there are still, as far as the file told when {@link #expected} last had to ask. */
    final long remaining() {
        return Math.max(0, Math.min(end, size) - position);
    }

    /** Reads the next chunk into {@code block} from an index on. Returns its length, which is below {@code expected} only at the end. */
    final int read(byte[] block, int from, int expected) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(block, from, expected);
        int last = from + expected;
        while (buffer.position() < last) {
            buffer.limit(Math.min(last, buffer.position() + MAX_CALL));
            int count = opened().read(buffer, position);
            if (count < 0) {
                break;
            }
            position += count;
        }
        return buffer.position() - from;
    }

    /**
     * Takes up to that many of the next bytes to a channel.
     *
     * @return how many it has taken, 0 if it takes no more now, -1 at the end
     */
    final long transferTo(WritableByteChannel channel, long most) throws IOException {
        int expected = expected();
        if (expected == 0) {
            return -1;
        }
        if (size == 0) {
            return copyTo(channel, expected);
        }
        long count = opened().transferTo(position, Math.min(most, Math.min(end, size) - position), channel);
        position += count;
        return count == 0 && opened().size() <= position ? -1 : count;
    }

    /** For the kernel's files, which do not tell their size and so transfer nothing. */
    private long copyTo(WritableByteChannel channel, int expected) throws IOException {
        byte[] block = new byte[expected];
        long before = position;
        int length = read(block, 0, expected);
        if (length == 0) {
            return -1;
        }
        int count = channel.write(ByteBuffer.wrap(block, 0, length));
        position = before + count;
        return count;
    }

    /** Whether the next byte can be read, or there is none. */
    final boolean isReadable() {
        try {
            return opened().read(ByteBuffer.allocate(1), position) <= 1;
        } catch (IOException failure) {
            return false;
        }
    }

    final FileChannel opened() {
        return Objects.requireNonNull(channel, "channel");
    }

    final boolean isOpen() {
        return channel != null;
    }

    final Path path() {
        return path;
    }

    final long position() {
        return position;
    }

    /** Goes on reading there. */
    final void position(long next) {
        position = next;
        size = 0;
    }

    /** Whether the end is where to wait for more, and not where to close. */
    boolean isFollowed() {
        return false;
    }

    /** What to tell whoever wanted to read. */
    final FileOperationException failed(Throwable cause) {
        return FileOperationException.of("read", path, cause);
    }

    /** Closes the file if it is open. */
    final void close() throws IOException {
        FileChannel open = channel;
        if (open != null) {
            channel = null;
            open.close();
        }
    }

    @Override
    public final String toString() {
        return path.toString();
    }
}
