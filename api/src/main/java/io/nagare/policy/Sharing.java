package io.nagare.policy;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How several subscribers share one subscription to a source. One kernel serves {@code share}, {@code publish}, {@code
 * replay} and {@code memoize}; these options say how it behaves.
 *
 * <pre>{@code
 * prices.share(Sharing.laggardsSkip(64).replay(1).disconnectAfter(Duration.ofSeconds(5)));
 * }</pre>
 *
 * @param laggards what happens to subscribers that are slower than others
 * @param capacity how many items the source may be ahead of the subscriber that paces it, 1 to 65,536
 * @param connectAfter how many subscribers there must be before the source is subscribed, at least 1
 * @param grace how long the source is kept when the last subscriber has gone, at least 0; null until the source ends
 * @param replay how many of the last items a new subscriber gets, 0 to 2<sup>24</sup>
 * @param replayFor how old a replayed item may be, above 0; null for any age
 * @param end whether a subscriber that comes after the end gets the replayed items and the end, or starts the source
 *     anew
 * @since 0.1
 */
public record Sharing(
        Laggards laggards,
        int capacity,
        int connectAfter,
        @Nullable Duration grace,
        int replay,
        @Nullable Duration replayFor,
        End end) {

    /**
     * What happens to subscribers that are slower than others.
     *
     * @since 0.1
     */
    public enum Laggards {
        /** The slowest subscriber paces the source, and so all others. */
        PACE,
        /**
         * The fastest subscriber paces the source. A subscriber that is too far behind continues with the oldest item
         * that is still there.
         */
        SKIP,
        /**
         * The fastest subscriber paces the source. A subscriber that is too far behind fails with a {@code
         * LaggedException}.
         */
        FAIL
    }

    /**
     * What is remembered when the source has ended.
     *
     * @since 0.1
     */
    public enum End {
        /** Nothing: the next subscriber starts the source anew. */
        FORGOTTEN,
        /** Completion: later subscribers get it too. After a failure, the next subscriber starts the source anew. */
        COMPLETION_REMEMBERED,
        /** Completion and failure: later subscribers get it too. */
        REMEMBERED
    }

    /** How many items the source may be ahead unless told otherwise. */
    public static final int DEFAULT_CAPACITY = 256;

    private static final int MOST_CAPACITY = 65_536;
    private static final int MOST_REPLAYED = 1 << 24;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number or a time is out of range
     */
    public Sharing {
        Objects.requireNonNull(laggards, "laggards");
        Objects.requireNonNull(end, "end");
        if (capacity < 1 || capacity > MOST_CAPACITY) {
            throw new IllegalArgumentException("share needs a capacity of 1 to 65536, but was given " + capacity);
        }
        if (connectAfter < 1) {
            throw new IllegalArgumentException(
                    "share connects after at least 1 subscriber, but was given " + connectAfter);
        }
        if (replay < 0 || replay > MOST_REPLAYED) {
            throw new IllegalArgumentException(
                    "share can replay 0 to " + MOST_REPLAYED + " items, but was given " + replay);
        }
        if (grace != null && grace.isNegative()) {
            throw new IllegalArgumentException("the time of grace must not be negative, but was " + grace);
        }
        if (replayFor != null && (replayFor.isNegative() || replayFor.isZero())) {
            throw new IllegalArgumentException("the age of replayed items must be above zero, but was " + replayFor);
        }
    }

    private static Sharing of(Laggards laggards, int capacity) {
        return new Sharing(laggards, capacity, 1, Duration.ZERO, 0, null, End.FORGOTTEN);
    }

    /**
     * Lets the slowest subscriber pace all. Connects with the first subscriber, disconnects with the last, and replays
     * and remembers nothing.
     *
     * @throws IllegalArgumentException if the capacity is not 1 to 65,536
     */
    public static Sharing slowestPaces(int capacity) {
        return of(Laggards.PACE, capacity);
    }

    /**
     * Lets the fastest subscriber pace all; slower ones skip items. Otherwise as {@link #slowestPaces}.
     *
     * @throws IllegalArgumentException if the capacity is not 1 to 65,536
     */
    public static Sharing laggardsSkip(int capacity) {
        return of(Laggards.SKIP, capacity);
    }

    /**
     * Lets the fastest subscriber pace all; slower ones fail. Otherwise as {@link #slowestPaces}.
     *
     * @throws IllegalArgumentException if the capacity is not 1 to 65,536
     */
    public static Sharing laggardsFail(int capacity) {
        return of(Laggards.FAIL, capacity);
    }

    /**
     * The same, but subscribes to the source when there are {@code subscribers} subscribers, at least 1.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Sharing connectAfter(int subscribers) {
        return new Sharing(laggards, capacity, subscribers, grace, replay, replayFor, end);
    }

    /**
     * The same, but keeps the source for a while, at least 0, after the last subscriber has gone, in case another
     * comes.
     *
     * @throws IllegalArgumentException if the time is negative
     */
    public Sharing disconnectAfter(Duration time) {
        return new Sharing(
                laggards, capacity, connectAfter, Objects.requireNonNull(time, "time"), replay, replayFor, end);
    }

    /** The same, but keeps the source even without subscribers. */
    public Sharing neverDisconnect() {
        return new Sharing(laggards, capacity, connectAfter, null, replay, replayFor, end);
    }

    /**
     * The same, but a new subscriber first gets the last items, 0 to 2<sup>24</sup>.
     *
     * @throws IllegalArgumentException if the number is out of range
     */
    public Sharing replay(int last) {
        return new Sharing(laggards, capacity, connectAfter, grace, last, replayFor, end);
    }

    /**
     * The same, but does not replay items older than {@code age}, above 0.
     *
     * @throws IllegalArgumentException if the age is not above 0
     */
    public Sharing replayFor(Duration age) {
        return new Sharing(laggards, capacity, connectAfter, grace, replay, Objects.requireNonNull(age, "age"), end);
    }

    /** The same, but remembers an end, which later subscribers get. */
    public Sharing remember(End what) {
        return new Sharing(laggards, capacity, connectAfter, grace, replay, replayFor, what);
    }
}
