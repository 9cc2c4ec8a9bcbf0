package io.nagare.mutiny;

import io.nagare.Many;
import io.nagare.driver.DemandDriven;
import io.nagare.driver.Guarded;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Subscriber;

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
        Subscriber<T> guarded =
                new Guarded<>(FlowAdapters.toSubscriber(subscriber), Infrastructure::handleDroppedException);
        Crossing.within(many, subscriber).subscribe(new DemandDriven<>(guarded));
    }

    @Override
    public String toString() {
        return "Multi[" + many + "]";
    }
}
