package io.nagare.policy;

/**
 * What becomes of an item for which there is neither demand nor room, when its source cannot be slowed down or is not
 * to be.
 *
 * @param strategy what to do
 * @param capacity how many items are kept for later demand, at least 1, or 0 with {@link Strategy#DROP_NEWEST}; {@link
 *     Integer#MAX_VALUE} only by {@link #unbounded()}
 */
public record Overflow(Strategy strategy, int capacity) {

    /** What happens to the item that finds no room. */
    public enum Strategy {
        /** The stream fails with an {@code OverflowException}. */
        FAIL,
        /** The new item is dropped. */
        DROP_NEWEST,
        /** The item that has waited longest is dropped. */
        DROP_OLDEST
    }

    /** The capacity used unless told otherwise. */
    public static final int DEFAULT_CAPACITY = 256;

    /** Checks the ranges. */
    public Overflow {
        if (strategy == null) {
            throw new NullPointerException("strategy");
        }
        int least = strategy == Strategy.DROP_NEWEST ? 0 : 1;
        if (capacity < least) {
            throw new IllegalArgumentException("capacity must be at least " + least + ", but was " + capacity);
        }
    }

    /** Keeps up to {@code capacity} items, then fails. */
    public static Overflow fail(int capacity) {
        return new Overflow(Strategy.FAIL, capacity);
    }

    /** Keeps nothing: an item for which there is no demand is dropped. */
    public static Overflow drop() {
        return new Overflow(Strategy.DROP_NEWEST, 0);
    }

    /** Keeps up to {@code capacity} items, at least 1, then drops new ones. */
    public static Overflow dropNewest(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException(
                    "capacity must be at least 1, but was " + capacity + "; to keep none, use drop()");
        }
        return new Overflow(Strategy.DROP_NEWEST, capacity);
    }

    /** Keeps the last {@code capacity} items. */
    public static Overflow dropOldest(int capacity) {
        return new Overflow(Strategy.DROP_OLDEST, capacity);
    }

    /** Keeps the last item. */
    public static Overflow latest() {
        return dropOldest(1);
    }

    /** Keeps everything; memory is the only bound. */
    public static Overflow unbounded() {
        return new Overflow(Strategy.FAIL, Integer.MAX_VALUE);
    }
}
