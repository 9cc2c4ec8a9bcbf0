package io.nagare.stage;

/**
 * Where a user's step puts what it makes. Only to be used within the call that it was given to.
 *
 * @param <R> what is emitted
 */
public interface Output<R> {

    /** Emits an item. How many may be emitted in one call is said by the operator. */
    void emit(R item);

    /** Ends the stream after what has been emitted. */
    void complete();

    /** Fails the stream after what has been emitted. */
    void error(Throwable failure);
}
