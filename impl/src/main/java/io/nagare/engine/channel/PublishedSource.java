package io.nagare.engine.channel;

import io.nagare.Many;
import io.nagare.driver.Source;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.strand.Crossing;
import java.util.Objects;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/**
 * Shares one subscription to a source inside one pipeline: the selector's result is subscribed first, with all that it subscribes to at
 * once, and only then the source is connected; so none of them misses an item.
 */
public final class PublishedSource<T, R> implements Source<R> {

    private final Publisher<? extends T> source;
    private final int capacity;
    private final Function<? super Many<T>, ? extends Publisher<? extends R>> selector;

    /** Shares that source, with room for that many items, within what the selector makes of it. */
    public PublishedSource(
            Publisher<? extends T> source,
            int capacity,
            Function<? super Many<T>, ? extends Publisher<? extends R>> selector) {
        this.source = source;
        this.capacity = capacity;
        this.selector = selector;
    }

    @Override
    public void subscribe(StrandSubscriber<? super R> subscriber, Strand strand) {
        SharedConnection<T> connection = new SharedConnection<>(capacity);
        Many<T> shared = Many.driven((receiver, on) -> {
            SharedReceiver<T> joining = new SharedReceiver<T>(connection, receiver, on);
            connection.join(joining);
            joining.start();
        });
        Publisher<? extends R> result;
        try {
            result = Objects.requireNonNull(selector.apply(shared), "publish: the selector returned null");
        } catch (Throwable failure) {
            result = Many.error(failure);
        }
        strand.attach(Many.<R>from(result).doFinally(end -> connection.abandon()), subscriber);
        Crossing.serve(connection, source, strand.driver());
    }
}
