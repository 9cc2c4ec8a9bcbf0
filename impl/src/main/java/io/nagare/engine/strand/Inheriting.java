package io.nagare.engine.strand;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.local.Locals;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/**
 * A publisher that keeps the local values of the place where it was spawned, on any strand to which it is attached.
 * Values that the publisher writes itself are found first.
 */
public final class Inheriting<T> extends Attachable<T> {

    private final Publisher<T> publisher;
    private final @Nullable Locals locals;

    /** Makes a publisher inherit the given values. */
    public Inheriting(Publisher<T> publisher, @Nullable Locals locals) {
        this.publisher = publisher;
        this.locals = locals;
    }

    @Override
    public void attach(StrandSubscriber<? super T> subscriber, Strand strand) {
        SurroundedStrand.of(locals, strand).attachWithin(publisher, subscriber, strand);
    }

    @Override
    public void subscribe(Subscriber<? super T> subscriber) {
        publisher.subscribe(subscriber);
    }
}
