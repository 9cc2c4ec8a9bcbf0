package io.nagare.engine.strand;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/**
 * A publisher whose functions find, on whatever strand it is attached to, the local values that held where it was
 * spawned. Those that it writes itself are found first.
 */
public final class Inheriting<T> extends Attachable<T> {

    private final Publisher<T> publisher;
    private final @Nullable Locals locals;

    /** A publisher that inherits those values. */
    public Inheriting(Publisher<T> publisher, @Nullable Locals locals) {
        this.publisher = publisher;
        this.locals = locals;
    }

    @Override
    public void attach(StrandSubscriber<? super T> subscriber, Strand strand) {
        ScopedStrand.of(locals, strand).attachWithin(publisher, subscriber, strand);
    }

    @Override
    public void subscribe(Subscriber<? super T> subscriber) {
        publisher.subscribe(subscriber);
    }
}
