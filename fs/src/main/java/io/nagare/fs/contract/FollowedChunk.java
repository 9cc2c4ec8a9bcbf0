package io.nagare.fs.contract;

import io.nagare.Bytes;
import java.util.Objects;

/**
 * Some bytes of a file that is followed, and where they are in it.
 *
 * @param bytes the bytes, at least one
 * @param position where they begin, in bytes from the beginning of the file, at least 0
 * @param restarted whether these are the first bytes of another file, or of a file that was cut off; otherwise they
 *     follow the chunk before
 */
public record FollowedChunk(Bytes bytes, long position, boolean restarted) {

    /** Checks for null. */
    public FollowedChunk {
        Objects.requireNonNull(bytes, "bytes");
    }

    /** Returns where the next chunk begins, in bytes. {@link FollowOptions#from} takes it to go on from here later. */
    public long end() {
        return position + bytes.length();
    }
}
