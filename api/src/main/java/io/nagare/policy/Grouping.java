package io.nagare.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many groups {@code groupBy} may have, how many items it keeps for them, and when a group ends.
 *
 * @param groups how many groups may be open at a time, at least 1
 * @param buffer how many items may wait in all groups together, at least 1; when it is full, upstream waits
 * @param idle for how long a group must be idle to end, above 0; null for never
 * @param evicts whether the group that has been idle longest ends when there is no room for another
 * @param patience how long upstream may stand still because a group without a subscriber fills the buffer, at least 0;
 *     then the stream fails
 */
public record Grouping(int groups, int buffer, @Nullable Duration idle, boolean evicts, Duration patience) {

    /** How many items wait unless told otherwise. */
    public static final int DEFAULT_BUFFER = 256;

    /** How long upstream stands still for a missing subscriber unless told otherwise. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(10);

    /** Checks the ranges. */
    public Grouping {
        requireNonNull(patience, "patience");
        if (groups < 1) {
            throw new IllegalArgumentException("groups must be at least 1, but was " + groups);
        }
        if (buffer < 1) {
            throw new IllegalArgumentException("buffer must be at least 1, but was " + buffer);
        }
        if (idle != null && (idle.isNegative() || idle.isZero())) {
            throw new IllegalArgumentException("idle must be above 0, but was " + idle);
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience must be at least 0, but was " + patience);
        }
    }

    /** Up to that many groups, each until the source ends; one more fails the stream. */
    public static Grouping atMost(int groups) {
        return new Grouping(groups, DEFAULT_BUFFER, null, false, DEFAULT_PATIENCE);
    }

    /** The same, keeping that many items. */
    public Grouping buffer(int items) {
        return new Grouping(groups, items, idle, evicts, patience);
    }

    /**
     * The same, but a group completes when it has been idle for that long. A group is idle from the moment when its
     * subscriber has taken all of its items.
     */
    public Grouping closeIdleAfter(Duration time) {
        return new Grouping(groups, buffer, requireNonNull(time, "time"), evicts, patience);
    }

    /**
     * The same, but when there is no room for another group, the group that has been idle for longest completes. A
     * group is idle from the moment when its subscriber has taken all of its items.
     */
    public Grouping evictOldestIdle() {
        return new Grouping(groups, buffer, idle, true, patience);
    }

    /** The same, with that patience for a group that nobody has subscribed to. */
    public Grouping patience(Duration time) {
        return new Grouping(groups, buffer, idle, evicts, requireNonNull(time, "time"));
    }
}
