package io.nagare;

import static java.util.Objects.requireNonNull;

/**
 * What a step of {@link Many#unfoldAsync} gives.
 *
 * @param state what the next step is called with
 * @param item what is emitted
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
