package io.nagare.policy;

/**
 * How a stage that makes a publisher of each item puts those publishers together. One kernel serves {@code flatMap},
 * {@code concatMap}, {@code merge} and {@code concat}; these options say how it behaves.
 *
 * @param concurrency how many inner publishers are subscribed at a time, at least 1
 * @param order the order in which their items go downstream
 * @param prefetch how many items an inner publisher may be ahead of demand, 1 to 65,536
 * @param delaysErrors whether a failure waits until all other inner publishers have ended
 * @since 0.1
 */
public record Flatten(int concurrency, Order order, int prefetch, boolean delaysErrors) {

    /**
     * The order of the items of different inner publishers.
     *
     * @since 0.1
     */
    public enum Order {
        /** Items go downstream as they arrive. */
        ARRIVAL,
        /** All items of an inner publisher go downstream before those of the next. */
        SOURCE
    }

    /** How many inner publishers {@code flatMap} subscribes to at a time unless told otherwise. */
    public static final int DEFAULT_CONCURRENCY = 256;

    /** How many items an inner publisher may be ahead of demand unless told otherwise. */
    public static final int DEFAULT_PREFETCH = 32;

    private static final Flatten ARRIVING = new Flatten(DEFAULT_CONCURRENCY, Order.ARRIVAL, DEFAULT_PREFETCH, false);
    private static final Flatten ONE_BY_ONE = new Flatten(1, Order.SOURCE, DEFAULT_PREFETCH, false);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the concurrency or the prefetch is out of range
     */
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

    /**
     * Runs up to {@value #DEFAULT_CONCURRENCY} publishers at a time. Items go downstream as they arrive. A failure
     * passes at once.
     */
    public static Flatten arriving() {
        return ARRIVING;
    }

    /** Runs one publisher after the other. */
    public static Flatten oneByOne() {
        return ONE_BY_ONE;
    }

    /**
     * Runs up to {@code concurrency} publishers at a time. Items go downstream as they arrive.
     *
     * @throws IllegalArgumentException if the concurrency is less than 1
     */
    public static Flatten concurrency(int concurrency) {
        return new Flatten(concurrency, Order.ARRIVAL, DEFAULT_PREFETCH, false);
    }

    /** The same, but with the items in the order of the source. */
    public Flatten ordered() {
        return new Flatten(concurrency, Order.SOURCE, prefetch, delaysErrors);
    }

    /**
     * The same, but with another prefetch, 1 to 65,536.
     *
     * @throws IllegalArgumentException if the prefetch is out of range
     */
    public Flatten prefetch(int items) {
        return new Flatten(concurrency, order, items, delaysErrors);
    }

    /**
     * The same, but a failure waits until the other publishers have ended. Of several failures, the later ones are
     * suppressed in the first.
     */
    public Flatten delayingErrors() {
        return new Flatten(concurrency, order, prefetch, true);
    }
}
