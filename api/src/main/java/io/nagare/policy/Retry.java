package io.nagare.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;

/**
 * Whether, when and how often a stream is subscribed again after a failure.
 *
 * @param retries how often at most, at least 0; {@link Long#MAX_VALUE} means for ever
 * @param minBackoff how long to wait before the first retry, at least 0; doubled for each further retry; 0 for no waits
 * @param maxBackoff how long to wait at most, at least {@code minBackoff}
 * @param jitter how much a wait varies at random, as a part of itself, 0 to 1, within the two limits; it keeps streams
 *     that have failed together from retrying together
 * @param when which failures may be retried; others pass
 * @param startsAnew whether an item resets the retry count and the backoff
 * @since 0.1
 */
public record Retry(
        long retries,
        Duration minBackoff,
        Duration maxBackoff,
        double jitter,
        Predicate<? super Throwable> when,
        boolean startsAnew) {

    /** The jitter of a backoff unless told otherwise. */
    public static final double DEFAULT_JITTER = 0.5;

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number or a time is out of range
     */
    public Retry {
        requireNonNull(minBackoff, "minBackoff");
        requireNonNull(maxBackoff, "maxBackoff");
        requireNonNull(when, "when");
        if (retries < 0) {
            throw new IllegalArgumentException("retry needs a count of at least 0, but was given " + retries);
        }
        if (minBackoff.isNegative() || maxBackoff.compareTo(minBackoff) < 0) {
            throw new IllegalArgumentException(
                    "retry needs a backoff of at least 0 and a longest backoff not below it, but was given "
                            + minBackoff + " and " + maxBackoff);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter must be 0 to 1, but was " + jitter);
        }
    }

    /**
     * Retries up to {@code retries} times, at once, after any failure.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public static Retry times(long retries) {
        return new Retry(retries, Duration.ZERO, Duration.ZERO, DEFAULT_JITTER, failure -> true, false);
    }

    /** Retries any number of times, at once, after any failure. */
    public static Retry forever() {
        return times(Long.MAX_VALUE);
    }

    /**
     * The same, but with waits that begin with {@code min}, above 0, and double up to {@code max}. When the retries are
     * exhausted, the stream fails with {@code RetriesExhaustedException}.
     *
     * @throws IllegalArgumentException if {@code min} is not above 0, or {@code max} is shorter
     */
    public Retry backoff(Duration min, Duration max) {
        if (min.isZero()) {
            throw new IllegalArgumentException("backoff needs a first wait above 0, but was given " + min);
        }
        return new Retry(retries, min, max, jitter, when, startsAnew);
    }

    /**
     * The same, but with another jitter, 0 to 1.
     *
     * @throws IllegalArgumentException if the jitter is out of range
     */
    public Retry jitter(double factor) {
        return new Retry(retries, minBackoff, maxBackoff, factor, when, startsAnew);
    }

    /** The same, but retries only failures that the predicate accepts. */
    public Retry when(Predicate<? super Throwable> predicate) {
        return new Retry(retries, minBackoff, maxBackoff, jitter, predicate, startsAnew);
    }

    /** The same, but counts failures in a row: an item resets the retry count and the backoff. */
    public Retry transientFailures() {
        return new Retry(retries, minBackoff, maxBackoff, jitter, when, true);
    }

    /** Whether there are waits between attempts. */
    public boolean hasBackoff() {
        return !minBackoff.isZero();
    }

    /**
     * Returns the wait before the next retry. It doubles with each retry before, and then varies at random within the
     * limits of this policy.
     *
     * @param before how many retries there were, at least 0
     * @param random returns a number from 0 to below its argument
     */
    public Duration pause(long before, LongUnaryOperator random) {
        long least = nanos(minBackoff);
        long most = nanos(maxBackoff);
        long wait = before < Long.numberOfLeadingZeros(least) - 1 ? Math.min(least << before, most) : most;
        long spread = (long) (wait * jitter);
        long shortest = Math.max(wait - spread, least);
        long longest = Math.min(wait + spread, most);
        return Duration.ofNanos(shortest + random.applyAsLong(longest - shortest + 1));
    }

    /** Half of the largest number of nanoseconds stands for all that is longer, so that sums do not overflow. */
    private static long nanos(Duration duration) {
        return duration.compareTo(LONGEST) < 0 ? duration.toNanos() : LONGEST.toNanos();
    }
}
