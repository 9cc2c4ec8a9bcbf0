package io.nagare.fs.contract;

import java.time.Duration;
import java.util.Objects;

/**
 * How a file is followed.
 *
 * @param fromEnd whether the content that the file has when reading begins is skipped
 * @param interval how long to wait at the end before looking again, above 0 and at most a day
 * @param chunkSize the most bytes in a chunk, 1 to {@link ReadOptions#MAX_CHUNK_SIZE}
 * @param position where reading begins, in bytes from the beginning of the file, at least 0; unused if {@code fromEnd}
 */
public record FollowOptions(boolean fromEnd, Duration interval, int chunkSize, long position) {

    private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);

    private static final FollowOptions DEFAULTS = new FollowOptions(false, Duration.ofMillis(200), 64 * 1024, 0);

    /** Checks the ranges. */
    public FollowOptions {
        Objects.requireNonNull(interval, "interval");
        if (interval.isZero() || interval.isNegative() || interval.compareTo(LONGEST_INTERVAL) > 0) {
            throw new IllegalArgumentException("an interval must be above 0 and at most a day, but was " + interval);
        }
        ReadOptions.checkChunkSize(chunkSize);
        if (position < 0) {
            throw new IllegalArgumentException("a position must be at least 0 bytes, but was " + position);
        }
    }

    /** From the beginning, looking again after 200 ms, in chunks of up to 64 KiB. */
    public static FollowOptions defaults() {
        return DEFAULTS;
    }

    /** The same, but only what is written after reading has begun. */
    public FollowOptions skipExisting() {
        return new FollowOptions(true, interval, chunkSize, 0);
    }

    /**
     * The same, but from a position on, in bytes, at least 0. To go on where an earlier subscription has stopped, pass
     * the {@link FollowedChunk#end} of its last chunk. If the file is shorter than that when it is opened, it is taken
     * for another file and read from its beginning.
     */
    public FollowOptions from(long bytes) {
        return new FollowOptions(false, interval, chunkSize, bytes);
    }

    /** The same, but looking again after another time, above 0 and at most a day. */
    public FollowOptions interval(Duration wait) {
        return new FollowOptions(fromEnd, wait, chunkSize, position);
    }

    /** The same in chunks of another size, in bytes. */
    public FollowOptions chunkSize(int bytes) {
        return new FollowOptions(fromEnd, interval, bytes, position);
    }
}
