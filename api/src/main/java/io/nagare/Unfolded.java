package io.nagare;

import static java.util.Objects.requireNonNull;

/**
 * The result of a step of {@link Many#unfoldAsync}.
 *
 * @param state the state for the next step
 * @param item the item to emit
 * @param <A> the state's type
 * @param <T> the item's type
 * @since 0.1
 */
public record Unfolded<A, T>(A state, T item) {
    public Unfolded {
        requireNonNull(state, "state");
        requireNonNull(item, "item");
    }
}
