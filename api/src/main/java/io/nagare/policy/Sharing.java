package io.nagare.policy;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one subscription to a source is shared by several subscribers. One machine stands behind {@code share}, {@code
 * publish}, {@code replay} and {@code memoize}; this says how it behaves.
 *
 * <pre>{@code
 * prices.share(Sharing.laggardsSkip(64).replay(1).disconnectAfter(Duration.ofSeconds(5)));
 * }</pre>
 *
 * @param laggards what becomes of subscribers that are slower than others
 * @param capacity how many items the source may be ahead of whom it is paced by, 1 to 65,536
 * @param connectAfter the source is subscribed when there are so many subscribers, at least 1
 * @param grace how long the source is kept when the last subscriber has gone; null for as long as it lasts
 * @param replay with how many of the last items a new subscriber begins, 0 to 2<sup>24</sup>
 * @param replayFor how old those may be; null for any age
 * @param end whether who subscribes when the source has ended gets that end, and what is replayed, or starts the source
 *     anew
 */
public record Sharing(
        Laggards laggards,
        int capacity,
        int connectAfter,
        @Nullable Duration grace,
        int replay,
        @Nullable Duration replayFor,
        End end) {

    /** What becomes of subscribers that are slower than others. */
    public enum Laggards {
        /** The slowest paces the source, and so all others. */
        PACE,
        /** The fastest paces the source; who is too far behind goes on with the oldest item that is still there. */
        SKIP,
        /** The fastest paces the source; who is too far behind fails with a {@code LaggedException}. */
        FAIL
    }

    /** What is remembered when the source has ended. */
    public enum End {
        /** Nothing: the next subscriber starts the source anew. */
        FORGOTTEN,
        /** The completion: who comes later gets it too. After a failure the next subscriber starts the source anew. */
        COMPLETION_REMEMBERED,
        /** Completion and failure: who comes later gets it too. */
        REMEMBERED
    }

    /** How many items the source may be ahead unless told otherwise. */
    public static final int DEFAULT_CAPACITY = 256;

    private static final int MOST_CAPACITY = 65_536;
    private static final int MOST_REPLAYED = 1 << 24;

    /** Checks the ranges. */
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
            throw new IllegalArgumentException("the age of what is replayed must be above zero, but was " + replayFor);
        }
    }

    private static Sharing of(Laggards laggards, int capacity) {
        return new Sharing(laggards, capacity, 1, Duration.ZERO, 0, null, End.FORGOTTEN);
    }

    /**
     * The slowest paces all. Connects with the first subscriber, disconnects with the last, replays and remembers
     * nothing.
     */
    public static Sharing slowestPaces(int capacity) {
        return of(Laggards.PACE, capacity);
    }

    /** The fastest paces, laggards skip; otherwise as {@link #slowestPaces}. */
    public static Sharing laggardsSkip(int capacity) {
        return of(Laggards.SKIP, capacity);
    }

    /** The fastest paces, laggards fail; otherwise as {@link #slowestPaces}. */
    public static Sharing laggardsFail(int capacity) {
        return of(Laggards.FAIL, capacity);
    }

    /** The same, but the source is subscribed when there are so many subscribers. */
    public Sharing connectAfter(int subscribers) {
        return new Sharing(laggards, capacity, subscribers, grace, replay, replayFor, end);
    }

    /** The same, but the source is kept for a while when the last subscriber has gone, in case another comes. */
    public Sharing disconnectAfter(Duration time) {
        return new Sharing(
                laggards, capacity, connectAfter, Objects.requireNonNull(time, "time"), replay, replayFor, end);
    }

    /** The same, but the source is kept though nobody subscribes. */
    public Sharing neverDisconnect() {
        return new Sharing(laggards, capacity, connectAfter, null, replay, replayFor, end);
    }

    /** The same, but who subscribes begins with the last items. */
    public Sharing replay(int last) {
        return new Sharing(laggards, capacity, connectAfter, grace, last, replayFor, end);
    }

    /** The same, but items that are older than that are not replayed. */
    public Sharing replayFor(Duration age) {
        return new Sharing(laggards, capacity, connectAfter, grace, replay, Objects.requireNonNull(age, "age"), end);
    }

    /** The same, but who subscribes after the end gets that end. */
    public Sharing remember(End what) {
        return new Sharing(laggards, capacity, connectAfter, grace, replay, replayFor, what);
    }
}
