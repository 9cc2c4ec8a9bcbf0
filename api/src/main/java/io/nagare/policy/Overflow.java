package io.nagare.policy;

/**
 * What happens to an item for which there is neither demand nor room, when its source cannot or should not be slowed
 * down.
 *
 * @param strategy what to do
 * @param capacity how many items are kept for later demand, at least 1, or at least 0 with {@link
 *     Strategy#DROP_NEWEST}; {@link Integer#MAX_VALUE} is meant for {@link #unbounded()}
 * @since 0.1
 */
public record Overflow(Strategy strategy, int capacity) {

    /**
     * What happens to an item without room.
     *
     * @since 0.1
     */
    public enum Strategy {
        /** Fails the stream with an {@code OverflowException}. */
        FAIL,
        /** Drops the new item, which is then discarded. */
        DROP_NEWEST,
        /** Drops the item that has waited longest, which is then discarded. */
        DROP_OLDEST
    }

    /** The capacity unless told otherwise. */
    public static final int DEFAULT_CAPACITY = 256;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the capacity is too small for the strategy
     */
    public Overflow {
        if (strategy == null) {
            throw new NullPointerException("strategy");
        }
        int least = strategy == Strategy.DROP_NEWEST ? 0 : 1;
        if (capacity < least) {
            throw new IllegalArgumentException("capacity must be at least " + least + ", but was " + capacity);
        }
    }

    /**
     * Keeps up to {@code capacity} items, at least 1, then fails.
     *
     * @throws IllegalArgumentException if the capacity is less than 1
     */
    public static Overflow fail(int capacity) {
        return new Overflow(Strategy.FAIL, capacity);
    }

    /** Keeps nothing: drops an item without demand, which is then discarded. */
    public static Overflow drop() {
        return new Overflow(Strategy.DROP_NEWEST, 0);
    }

    /**
     * Keeps up to {@code capacity} items, at least 1, then drops new ones.
     *
     * @throws IllegalArgumentException if the capacity is less than 1
     */
    public static Overflow dropNewest(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException(
                    "capacity must be at least 1, but was " + capacity + "; to keep none, use drop()");
        }
        return new Overflow(Strategy.DROP_NEWEST, capacity);
    }

    /**
     * Keeps the last {@code capacity} items, at least 1.
     *
     * @throws IllegalArgumentException if the capacity is less than 1
     */
    public static Overflow dropOldest(int capacity) {
        return new Overflow(Strategy.DROP_OLDEST, capacity);
    }

    /** Keeps the last item. */
    public static Overflow latest() {
        return dropOldest(1);
    }

    /** Keeps everything. Memory is the only bound. */
    public static Overflow unbounded() {
        return new Overflow(Strategy.FAIL, Integer.MAX_VALUE);
    }
}
