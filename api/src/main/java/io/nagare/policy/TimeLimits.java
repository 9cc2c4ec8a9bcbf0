package io.nagare.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a stream may take. A limit that is null does not hold; at least one does. Each limit is at least 0. The
 * resolution is 1 ms, rounded up.
 *
 * @param firstItem from the subscription to the first item or the end
 * @param idle from an item to the next or the end; also for the first item, if that has no limit of its own
 * @param total from the subscription to the end
 * @since 0.1
 */
public record TimeLimits(@Nullable Duration firstItem, @Nullable Duration idle, @Nullable Duration total) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a limit is negative
     * @throws NullPointerException if there is no limit
     */
    public TimeLimits {
        if (firstItem == null && idle == null && total == null) {
            throw new NullPointerException("a timeout needs a limit for the first item, for idling or in total");
        }
        check("first item", firstItem);
        check("idle", idle);
        check("total", total);
    }

    private static void check(String name, @Nullable Duration limit) {
        if (limit != null && limit.isNegative()) {
            throw new IllegalArgumentException(
                    "timeout needs a limit (" + name + ") of at least 0, but was given " + limit);
        }
    }

    /**
     * Limits the time to the first item alone.
     *
     * @throws IllegalArgumentException if the limit is negative
     */
    public static TimeLimits firstItem(Duration limit) {
        return new TimeLimits(requireNonNull(limit, "limit"), null, null);
    }

    /**
     * Limits the time to each item.
     *
     * @throws IllegalArgumentException if the limit is negative
     */
    public static TimeLimits idle(Duration limit) {
        return new TimeLimits(null, requireNonNull(limit, "limit"), null);
    }

    /**
     * Limits the time of the whole stream.
     *
     * @throws IllegalArgumentException if the limit is negative
     */
    public static TimeLimits total(Duration limit) {
        return new TimeLimits(null, null, requireNonNull(limit, "limit"));
    }

    /**
     * The same, with a limit for the first item.
     *
     * @throws IllegalArgumentException if the limit is negative
     */
    public TimeLimits withFirstItem(Duration limit) {
        return new TimeLimits(requireNonNull(limit, "limit"), idle, total);
    }

    /**
     * The same, with a limit for each item.
     *
     * @throws IllegalArgumentException if the limit is negative
     */
    public TimeLimits withIdle(Duration limit) {
        return new TimeLimits(firstItem, requireNonNull(limit, "limit"), total);
    }

    /**
     * The same, with a limit for the whole stream.
     *
     * @throws IllegalArgumentException if the limit is negative
     */
    public TimeLimits withTotal(Duration limit) {
        return new TimeLimits(firstItem, idle, requireNonNull(limit, "limit"));
    }
}
