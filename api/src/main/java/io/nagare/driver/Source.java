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
     * must take nothing from the world before there is demand. Called on the strand. What it throws before
     * {@code onSubscribe} reaches the subscriber as {@code onError}.
     */
    void subscribe(StrandSubscriber<? super T> subscriber, Strand strand);
}
