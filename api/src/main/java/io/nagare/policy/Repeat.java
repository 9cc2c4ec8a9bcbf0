package io.nagare.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Whether, when and how often a stream is subscribed again after it has completed.
 *
 * @param repeats how often at the most, besides the first time, at least 0; {@link Long#MAX_VALUE} means for ever
 * @param delay how long to wait before each repetition, at least 0
 * @param when asked after each completion whether to go on; called on the strand
 */
public record Repeat(long repeats, Duration delay, BooleanSupplier when) {

    /** Checks the ranges. */
    public Repeat {
        requireNonNull(delay, "delay");
        requireNonNull(when, "when");
        if (repeats < 0) {
            throw new IllegalArgumentException("repeat needs a count of at least 0, but was given " + repeats);
        }
        if (delay.isNegative()) {
            throw new IllegalArgumentException("repeat needs a delay of at least 0, but was given " + delay);
        }
    }

    /** Up to that many repetitions, at once. */
    public static Repeat times(long repeats) {
        return new Repeat(repeats, Duration.ZERO, () -> true);
    }

    /** Any number of repetitions, at once. */
    public static Repeat forever() {
        return times(Long.MAX_VALUE);
    }

    /** The same, but with a wait before each repetition. */
    public Repeat delay(Duration wait) {
        return new Repeat(repeats, wait, when);
    }

    /** The same, but only while the condition holds. */
    public Repeat when(BooleanSupplier condition) {
        return new Repeat(repeats, delay, condition);
    }
}
