package io.nagare.policy;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * For how long a result is remembered.
 *
 * @param validFor how long after it came; null for ever
 * @param remembersFailures whether a failure is a result too
 * @param invalid asked when somebody subscribes: whether the item is not to be used any more; must be quick
 * @param <T> what is remembered
 */
public record Memory<T>(@Nullable Duration validFor, boolean remembersFailures, Predicate<? super T> invalid) {

    /** Checks the ranges. */
    public Memory {
        Objects.requireNonNull(invalid, "invalid");
        if (validFor != null && (validFor.isNegative() || validFor.isZero())) {
            throw new IllegalArgumentException("a result must be valid for more than zero, but was given " + validFor);
        }
    }

    /** Remembers any result for ever. */
    public static <T> Memory<T> forever() {
        return new Memory<>(null, true, item -> false);
    }

    /** Remembers any result for a time. */
    public static <T> Memory<T> validFor(Duration time) {
        return new Memory<>(Objects.requireNonNull(time, "time"), true, item -> false);
    }

    /** The same, but a failure is forgotten: the next subscriber tries again. */
    public Memory<T> forgettingFailures() {
        return new Memory<>(validFor, false, invalid);
    }

    /** The same, but an item is forgotten when the predicate accepts it. */
    public <U extends T> Memory<U> invalidIf(Predicate<? super U> predicate) {
        return new Memory<>(validFor, remembersFailures, predicate);
    }
}
