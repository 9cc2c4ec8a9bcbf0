package io.nagare.emit;

import io.nagare.stage.Stage;

/**
 * The synchronous step of a {@link Stage.Gather}. It may have state.
 *
 * @param <A> the type of the state, which is made anew for each subscription
 * @param <T> the type of the items that come in
 * @param <R> the type of the items that go out
 * @since 0.1
 */
@FunctionalInterface
public interface Step<A, T, R> {

    /** Takes one item and emits any results. */
    void apply(A state, T item, Output<? super R> output);
}
