package io.nagare.driver;

/**
 * A source of items that is driven by the world: what a socket's read side, a file or a channel implements to become a
 * {@code Many} or a {@code One} (through {@code Origin.Driven}).
 *
 * @param <T> what it emits
 */
@FunctionalInterface
public interface Source<T> {

    /**
     * Starts one subscription on a strand. Must call {@link StrandSubscriber#onSubscribe} once before it returns, and
     * must take nothing from the world before there is demand. Called on the strand. What goes wrong is told by {@code
     * onError}, after {@code onSubscribe}. It must not throw: if it does, the subscriber at the strand's end gets that
     * as {@code onError} and everything else in the subscription is cancelled, but no stage between them can see or
     * handle it.
     */
    void subscribe(StrandSubscriber<? super T> subscriber, Strand strand);
}
