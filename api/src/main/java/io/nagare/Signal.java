package io.nagare;

import static java.util.Objects.requireNonNull;

/**
 * What a stream may send, as a value.
 *
 * @param <T> what is emitted
 * @since 0.1
 */
public sealed interface Signal<T> {

    /**
     * An item.
     *
     * @param item the item
     */
    record Next<T>(T item) implements Signal<T> {
        public Next {
            requireNonNull(item, "item");
        }
    }

    /**
     * The end of a stream that has failed.
     *
     * @param failure why
     */
    record Failed<T>(Throwable failure) implements Signal<T> {
        public Failed {
            requireNonNull(failure, "failure");
        }
    }

    /** The end of a stream that has completed. */
    record Completed<T>() implements Signal<T> {}
}
