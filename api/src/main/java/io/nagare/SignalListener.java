package io.nagare;

/**
 * Looks at all that passes in one subscription; see {@link Async#tap}. Called on the strand. What a method throws fails
 * the stream; in {@link #onError} it is suppressed under the failure, and in {@link #onCancel} the runtime is told.
 *
 * @param <T> what is emitted
 * @since 0.1
 */
public interface SignalListener<T> {

    /** There is a subscription; downstream does not know of it yet. */
    default void onSubscribe() {}

    /** Downstream makes demand, at least 1. */
    default void onRequest(long n) {}

    /** An item is about to be emitted. */
    default void onNext(T item) {}

    /** The stream is about to fail. */
    default void onError(Throwable failure) {}

    /** The stream is about to complete. */
    default void onComplete() {}

    /** Downstream cancels. */
    default void onCancel() {}
}
