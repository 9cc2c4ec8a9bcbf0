package io.nagare.policy;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * For how long a result is remembered.
 *
 * @param validFor how long a result is valid after it came, above 0; null for ever
 * @param remembersFailures whether a failure is a result too
 * @param invalid called for each subscription: whether the item is no longer valid; must be quick
 * @param <T> the type of the result
 * @since 0.1
 */
public record Memory<T>(@Nullable Duration validFor, boolean remembersFailures, Predicate<? super T> invalid) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if {@code validFor} is not above 0
     */
    public Memory {
        Objects.requireNonNull(invalid, "invalid");
        if (validFor != null && (validFor.isNegative() || validFor.isZero())) {
            throw new IllegalArgumentException("a result must be valid for a time above 0, but was given " + validFor);
        }
    }

    /** Remembers any result for ever. */
    public static <T> Memory<T> forever() {
        return new Memory<>(null, true, item -> false);
    }

    /**
     * Remembers any result for a time, above 0.
     *
     * @throws IllegalArgumentException if the time is not above 0
     */
    public static <T> Memory<T> validFor(Duration time) {
        return new Memory<>(Objects.requireNonNull(time, "time"), true, item -> false);
    }

    /** The same, but forgets a failure: the next subscriber tries again. */
    public Memory<T> forgettingFailures() {
        return new Memory<>(validFor, false, invalid);
    }

    /** The same, but forgets an item that the predicate accepts. */
    public <U extends T> Memory<U> invalidIf(Predicate<? super U> predicate) {
        return new Memory<>(validFor, remembersFailures, predicate);
    }
}
