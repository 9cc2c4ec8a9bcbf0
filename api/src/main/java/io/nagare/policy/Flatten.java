package io.nagare.policy;

/**
 * How a stage that turns each item into a publisher puts those publishers together. One kernel stands behind
 * {@code flatMap}, {@code concatMap}, {@code merge} and {@code concat}; this says how it behaves.
 *
 * @param concurrency how many inner publishers are subscribed at a time, at least 1
 * @param order in which order their items go downstream
 * @param prefetch how many items an inner publisher may be ahead of demand, 1 to 65,536
 * @param delaysErrors whether a failure waits until all other inner publishers have ended
 */
public record Flatten(int concurrency, Order order, int prefetch, boolean delaysErrors) {

    /** The order of the items of different inner publishers. */
    public enum Order {
        /** As they arrive. */
        ARRIVAL,
        /** All items of an inner publisher before those of the next. */
        SOURCE
    }

    /** As many inner publishers as {@code flatMap} subscribes to at a time unless told otherwise. */
    public static final int DEFAULT_CONCURRENCY = 256;

    /** How far ahead of demand an inner publisher may be unless told otherwise. */
    public static final int DEFAULT_PREFETCH = 32;

    private static final Flatten ARRIVING = new Flatten(DEFAULT_CONCURRENCY, Order.ARRIVAL, DEFAULT_PREFETCH, false);
    private static final Flatten ONE_BY_ONE = new Flatten(1, Order.SOURCE, DEFAULT_PREFETCH, false);

    /** Checks the ranges. */
    public Flatten {
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency must be at least 1, but was " + concurrency);
        }
        if (prefetch < 1 || prefetch > 65_536) {
            throw new IllegalArgumentException("prefetch must be 1 to 65536, but was " + prefetch);
        }
        if (order == null) {
            throw new NullPointerException("order");
        }
    }

    /** Up to {@value #DEFAULT_CONCURRENCY} at a time, items as they arrive, failing at once. */
    public static Flatten arriving() {
        return ARRIVING;
    }

    /** One after the other. */
    public static Flatten oneByOne() {
        return ONE_BY_ONE;
    }

    /** Up to that many at a time, items as they arrive. */
    public static Flatten concurrency(int concurrency) {
        return new Flatten(concurrency, Order.ARRIVAL, DEFAULT_PREFETCH, false);
    }

    /** The same, but with the items in the order of the source. */
    public Flatten ordered() {
        return new Flatten(concurrency, Order.SOURCE, prefetch, delaysErrors);
    }

    /** The same, but with another prefetch, 1 to 65,536. */
    public Flatten prefetch(int items) {
        return new Flatten(concurrency, order, items, delaysErrors);
    }

    /**
     * The same, but a failure is held back until the others have ended; several become one with the rest suppressed.
     */
    public Flatten delayingErrors() {
        return new Flatten(concurrency, order, prefetch, true);
    }
}
