package io.nagare.mutiny;

import io.nagare.Many;
import io.nagare.driver.DemandDriven;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import org.reactivestreams.FlowAdapters;

/** A Multi of a stream, within the context of its subscriber. Immutable; used by any thread. */
final class ManyMulti<T> extends AbstractMulti<T> {

    private final Many<T> many;

    ManyMulti(Many<T> many) {
        this.many = many;
    }

    @Override
    public void subscribe(MultiSubscriber<? super T> subscriber) {
        if (subscriber == null) {
            throw new NullPointerException("subscriber");
        }
        Crossing.within(many, subscriber).subscribe(new DemandDriven<>(FlowAdapters.toSubscriber(subscriber)));
    }

    @Override
    public String toString() {
        return "Multi[" + many + "]";
    }
}
