package io.nagare.driver;

/**
 * A source of items that is driven by the world. The read side of a socket, a file or a channel implements it to become
 * a {@code Many} or a {@code One} (through {@code Origin.Driven}).
 *
 * @param <T> the type of the items
 * @since 0.1
 */
@FunctionalInterface
public interface Source<T> {

    /**
     * Starts one subscription. Called on the strand. Must call {@link StrandSubscriber#onSubscribe} once before it
     * returns, and must take nothing from the world before there is demand. A failure is reported by {@code onError},
     * after {@code onSubscribe}. This method must not throw. If it throws, the subscriber at the end of the strand gets
     * the exception as {@code onError}. Everything else in the subscription is cancelled. No stage between them can see
     * or handle it.
     */
    void subscribe(StrandSubscriber<? super T> subscriber, Strand strand);
}
