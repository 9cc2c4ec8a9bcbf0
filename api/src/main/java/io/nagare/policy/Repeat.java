package io.nagare.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Whether, when and how often a stream is subscribed again after it has completed.
 *
 * @param repeats how often at most, besides the first time, at least 0; {@link Long#MAX_VALUE} means for ever
 * @param delay how long to wait before each repetition, at least 0
 * @param when called on the strand after each completion: whether to repeat
 * @since 0.1
 */
public record Repeat(long repeats, Duration delay, BooleanSupplier when) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if {@code repeats} or {@code delay} is negative
     */
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

    /**
     * Repeats up to {@code repeats} times, at once.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public static Repeat times(long repeats) {
        return new Repeat(repeats, Duration.ZERO, () -> true);
    }

    /** Repeats any number of times, at once. */
    public static Repeat forever() {
        return times(Long.MAX_VALUE);
    }

    /**
     * The same, but with a wait, at least 0, before each repetition.
     *
     * @throws IllegalArgumentException if the wait is negative
     */
    public Repeat delay(Duration wait) {
        return new Repeat(repeats, wait, when);
    }

    /** The same, but only while the condition holds. */
    public Repeat when(BooleanSupplier condition) {
        return new Repeat(repeats, delay, condition);
    }
}
