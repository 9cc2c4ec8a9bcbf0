package io.nagare;

import static java.util.Objects.requireNonNull;

/**
 * A signal of a stream, as a value.
 *
 * @param <T> the type of the items
 * @since 0.1
 */
public sealed interface Signal<T> {

    /**
     * An item.
     *
     * @param item the item
     * @since 0.1
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
     * @since 0.1
     */
    record Failed<T>(Throwable failure) implements Signal<T> {
        public Failed {
            requireNonNull(failure, "failure");
        }
    }

    /**
     * The end of a stream that has completed.
     *
     * @since 0.1
     */
    record Completed<T>() implements Signal<T> {}
}
