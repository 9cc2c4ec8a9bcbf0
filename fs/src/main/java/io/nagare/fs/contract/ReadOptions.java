package io.nagare.fs.contract;

/**
 * How a file is read.
 *
 * @param chunkSize the length of each chunk but the last in bytes, 1 to {@link #MAX_CHUNK_SIZE}
 * @param readAhead how many bytes, and no more than 256 chunks, may be read before they are asked for, at least 0; if that is less than a chunk,
 *     a chunk is read when it is asked for. More than 512 KiB are read ahead only while the subscriber is faster than the reading
 * @param offset where reading begins, in bytes from the beginning of the file, at least 0
 * @param length how many bytes are read at the most, at least 0; {@link Long#MAX_VALUE} for all
 */
public record ReadOptions(int chunkSize, int readAhead, long offset, long length) {

    /** The largest chunk: 8 MiB. */
    public static final int MAX_CHUNK_SIZE = 8 << 20;

    private static final ReadOptions DEFAULTS = new ReadOptions(64 * 1024, 4 << 20, 0, Long.MAX_VALUE);

    /** Checks the ranges. */
    public ReadOptions {
        checkChunkSize(chunkSize);
        if (readAhead < 0) {
            throw new IllegalArgumentException("a read-ahead must be at least 0 bytes, but was " + readAhead);
        }
        if (offset < 0) {
            throw new IllegalArgumentException("an offset must be at least 0 bytes, but was " + offset);
        }
        if (length < 0) {
            throw new IllegalArgumentException("a length must be at least 0 bytes, but was " + length);
        }
    }

    static void checkChunkSize(int bytes) {
        if (bytes < 1 || bytes > MAX_CHUNK_SIZE) {
            throw new IllegalArgumentException(
                    "a chunk size must be 1 to " + MAX_CHUNK_SIZE + " bytes, but was " + bytes);
        }
    }

    /** The whole file in chunks of 64 KiB, up to 512 KiB ahead of demand, and up to 4 MiB while the subscriber is faster than the reading. */
    public static ReadOptions defaults() {
        return DEFAULTS;
    }

    /** The same with chunks of another size, in bytes. */
    public ReadOptions chunkSize(int bytes) {
        return new ReadOptions(bytes, readAhead, offset, length);
    }

    /** The same with another bound on what is read ahead, in bytes. */
    public ReadOptions readAhead(int bytes) {
        return new ReadOptions(chunkSize, bytes, offset, length);
    }

    /** The same for the part of the file that begins at {@code from} and has up to that many bytes. */
    public ReadOptions range(long from, long bytes) {
        return new ReadOptions(chunkSize, readAhead, from, bytes);
    }
}
