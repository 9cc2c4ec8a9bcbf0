package io.nagare.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * Whether, when and how often a stream is subscribed again after a failure.
 *
 * @param retries how often at the most, at least 0; {@link Long#MAX_VALUE} means for ever
 * @param minBackoff how long to wait before the first retry; doubled for each that follows; 0 if there is no waiting
 * @param maxBackoff how long to wait at the most, at least {@code minBackoff}
 * @param jitter by how much of itself, 0 to 1, a wait is made longer or shorter by chance, within the two limits, so
 *     that many who have failed together do not come back together
 * @param when which failures may be retried; others pass
 * @param startsAnew whether an item has the count of retries and the waits begin anew
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

    /** Checks the ranges. */
    public Retry {
        requireNonNull(minBackoff, "minBackoff");
        requireNonNull(maxBackoff, "maxBackoff");
        requireNonNull(when, "when");
        if (retries < 0) {
            throw new IllegalArgumentException("retry needs a count of at least 0, but was given " + retries);
        }
        if (minBackoff.isNegative() || maxBackoff.compareTo(minBackoff) < 0) {
            throw new IllegalArgumentException(
                    "retry needs a backoff of at least 0 and a longest one that is not shorter, but was given "
                            + minBackoff + " and " + maxBackoff);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter must be 0 to 1, but was " + jitter);
        }
    }

    /** Up to that many retries, at once, after any failure. */
    public static Retry times(long retries) {
        return new Retry(retries, Duration.ZERO, Duration.ZERO, DEFAULT_JITTER, failure -> true, false);
    }

    /** Any number of retries, at once, after any failure. */
    public static Retry forever() {
        return times(Long.MAX_VALUE);
    }

    /**
     * The same, but with waits that begin with {@code min}, above 0, and double up to {@code max}. When the retries are
     * exhausted the stream fails with {@code RetriesExhaustedException}.
     */
    public Retry backoff(Duration min, Duration max) {
        if (min.isZero()) {
            throw new IllegalArgumentException("backoff needs a first wait above 0, but was given " + min);
        }
        return new Retry(retries, min, max, jitter, when, startsAnew);
    }

    /** The same, but with another jitter, 0 to 1. */
    public Retry jitter(double factor) {
        return new Retry(retries, minBackoff, maxBackoff, factor, when, startsAnew);
    }

    /** The same, but only after failures that the predicate accepts. */
    public Retry when(Predicate<? super Throwable> predicate) {
        return new Retry(retries, minBackoff, maxBackoff, jitter, predicate, startsAnew);
    }

    /**
     * The same, but failures are counted from the last item on: as many in a row as there are retries, and then
     * another.
     */
    public Retry transientFailures() {
        return new Retry(retries, minBackoff, maxBackoff, jitter, when, true);
    }

    /** Whether there is waiting between attempts. */
    public boolean hasBackoff() {
        return !minBackoff.isZero();
    }
}
