package io.nagare.policy;

/**
 * What becomes of an item for which there is neither demand nor room, when its source cannot be slowed down or is not to be.
 *
 * @param strategy what to do
 * @param capacity how many items are kept for later demand, at least 1; {@link Integer#MAX_VALUE} only by
 *     {@link #unbounded()}
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
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, but was " + capacity);
        }
    }

    /** Keeps up to {@code capacity} items, then fails. */
    public static Overflow fail(int capacity) {
        return new Overflow(Strategy.FAIL, capacity);
    }

    /** Keeps up to {@code capacity} items, then drops new ones. */
    public static Overflow dropNewest(int capacity) {
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
