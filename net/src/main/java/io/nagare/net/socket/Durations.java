package io.nagare.net.socket;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** Checks the durations of options. Stateless; called on any thread. */
public final class Durations {

    /** Above this the nanoseconds of a deadline could overflow. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Durations() {}

    /**
     * Returns a duration that is above 0, and at most 36,500 days.
     *
     * @param argument what the caller calls it
     * @param what names it in a sentence
     */
    public static Duration positive(Duration duration, String argument, String what) {
        requireNonNull(duration, argument);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + " must be above 0, but was " + duration);
        }
        return bounded(duration, what);
    }

    /** Returns a duration that is at least 0. Otherwise as {@link #positive}. */
    public static Duration notNegative(Duration duration, String argument, String what) {
        requireNonNull(duration, argument);
        if (duration.isNegative()) {
            throw new IllegalArgumentException(what + " must be at least 0, but was " + duration);
        }
        return bounded(duration, what);
    }

    /** Returns a duration that is at most 36,500 days. */
    public static Duration bounded(Duration duration, String what) {
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    what + " must be at most " + LONGEST.toDays() + " days, but was " + duration);
        }
        return duration;
    }
}
