package io.nagare.emit;

/**
 * Takes the items that a user's step makes. It may be used only within the call that it was given to.
 *
 * @param <R> the type of the items
 * @since 0.1
 */
public interface Output<R> {

    /**
     * Emits an item. The operator says how many items one call may emit.
     *
     * @throws IllegalStateException if the operator does not allow another item
     */
    void emit(R item);

    /** Completes the stream after the items emitted before. */
    void complete();

    /** Fails the stream after the items emitted before. */
    void error(Throwable failure);
}
