package io.nagare;

/**
 * Looks at all signals of one subscription; see {@link Async#tap}. Called on the strand. An exception from a method
 * fails the stream. In {@link #onError} the exception is suppressed in the failure. In {@link #onCancel} it goes to the
 * runtime's failure handler.
 *
 * @param <T> the type of the items
 * @since 0.1
 */
public interface SignalListener<T> {

    /** Called when upstream is subscribed, before downstream gets its subscription. */
    default void onSubscribe() {}

    /** Called when downstream requests {@code n} items, at least 1, before the request is passed on. */
    default void onRequest(long n) {}

    /** Called before an item is emitted. */
    default void onNext(T item) {}

    /** Called before the stream fails. */
    default void onError(Throwable failure) {}

    /** Called before the stream completes. */
    default void onComplete() {}

    /** Called when downstream cancels. */
    default void onCancel() {}
}
