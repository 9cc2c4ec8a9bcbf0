package io.nagare.fs;

import io.nagare.driver.Demand;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A file and how far it has been read. Used by one thread at a time: the blocking job's, and at the end perhaps the strand's. */
final class OpenFile {

    private final Path path;
    private final int chunkSize;
    private final long end;
    private long position;
    private @Nullable FileChannel channel;

    OpenFile(Path path, ReadOptions options) {
        this.path = path;
        this.chunkSize = options.chunkSize();
        this.position = options.offset();
        this.end = Demand.add(position, options.length());
    }

    /** The next chunk, or null at the end. Opens the file the first time. May block. */
    byte @Nullable [] readChunk() throws IOException {
        FileChannel from = channel;
        if (from == null) {
            from = open();
            channel = from;
        }
        byte[] chunk = new byte[(int) Math.min(chunkSize, likelyRemaining(from))];
        ByteBuffer buffer = ByteBuffer.wrap(chunk);
        while (buffer.hasRemaining()) {
            int count = from.read(buffer, position);
            if (count < 0) {
                break;
            }
            position += count;
        }
        if (buffer.position() == 0) {
            return null;
        }
        return buffer.hasRemaining() ? Arrays.copyOf(chunk, buffer.position()) : chunk;
    }

    private FileChannel open() throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("it is a directory");
        }
        return FileChannel.open(path, StandardOpenOption.READ);
    }

    /** What is left of the file as far as its size tells, so that the last chunk is not larger than it must be; at least 1 before the end. */
    private long likelyRemaining(FileChannel from) throws IOException {
        long left = end - position;
        if (left == 0) {
            return 0;
        }
        long ofFile = from.size() - position;
        return Math.min(left, ofFile > 0 ? ofFile : chunkSize);
    }

    void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
