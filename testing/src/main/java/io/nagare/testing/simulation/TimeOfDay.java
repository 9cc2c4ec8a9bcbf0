package io.nagare.testing.simulation;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/** The range of a host's clock. */
final class TimeOfDay {

    /** How far from 1970 a clock may be: it counts nanoseconds in a long, and 292 years may pass. */
    private static final Duration FURTHEST = Duration.ofDays(200 * 365);

    private TimeOfDay() {}

    /** Checks that a clock stays in its range. */
    static void checkJump(Instant now, Duration by) {
        Duration longest = FURTHEST.multipliedBy(2);
        boolean isTooLong = requireNonNull(by, "by").compareTo(longest) > 0 || by.compareTo(longest.negated()) < 0;
        if (isTooLong || Duration.between(Instant.EPOCH, now).plus(by).abs().compareTo(FURTHEST) > 0) {
            throw new IllegalArgumentException("a clock must stay within 200 years of 1970, where it begins, but was to"
                    + " jump by " + by + " from " + now);
        }
    }
}
