package io.nagare.stage;

/**
 * The synchronous, possibly stateful step of a {@link Stage.Gather}.
 *
 * @param <A> the state, made anew for each subscription
 * @param <T> what comes in
 * @param <R> what goes out
 */
@FunctionalInterface
public interface Step<A, T, R> {

    /** Takes one item and emits what follows from it. */
    void apply(A state, T item, Output<? super R> output);
}
