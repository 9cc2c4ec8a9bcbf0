package io.nagare.fs;

import io.nagare.driver.Demand;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file and how far it has been read. Used by one thread at a time, see {@link FileReadState}: a blocking job's, and, to close it, perhaps the
 * strand's. All methods may block.
 */
final class OpenFile {

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

    /** Opens the file unless it is open. */
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

    /** Reads the next chunk into the beginning of {@code block}. Returns its length, which is below {@code expected} only at the end. */
    int read(byte[] block, int expected) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(block, 0, expected);
        while (buffer.hasRemaining()) {
            int count = opened().read(buffer, position);
            if (count < 0) {
                break;
            }
            position += count;
        }
        return buffer.position();
    }

    private FileChannel opened() {
        return Objects.requireNonNull(channel, "channel");
    }

    /** What to tell whoever wanted to read. */
    FileOperationException failed(Throwable cause) {
        return FileOperationException.of("read", path, cause);
    }

    /** Closes the file if it is open. */
    void close() throws IOException {
        FileChannel open = channel;
        if (open != null) {
            channel = null;
            open.close();
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
