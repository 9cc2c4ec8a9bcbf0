package io.nagare.fs.contract;

import io.nagare.Bytes;
import java.util.Objects;

/**
 * Some bytes of a file that is followed, and where they are in it.
 *
 * @param bytes the bytes, at least one
 * @param position where they begin, in bytes from the beginning of the file, at least 0
 * @param restarted whether they do not go on from the chunk before: they are the first of another file, or of one that was cut off
 */
public record FollowedChunk(Bytes bytes, long position, boolean restarted) {

    /** Checks for null. */
    public FollowedChunk {
        Objects.requireNonNull(bytes, "bytes");
    }

    /** Where the next chunk begins, in bytes: what {@link FollowOptions#from} takes to go on here later. */
    public long end() {
        return position + bytes.length();
    }
}
