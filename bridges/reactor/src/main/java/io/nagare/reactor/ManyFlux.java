package io.nagare.reactor;

import io.nagare.Many;
import io.nagare.driver.DemandDriven;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** A Flux of a stream, within the context of its subscriber. Immutable; used by any thread. */
final class ManyFlux<T> extends Flux<T> {

    private final Many<T> many;

    ManyFlux(Many<T> many) {
        this.many = many;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> subscriber) {
        Crossing.within(many, subscriber.currentContext()).subscribe(new DemandDriven<>(subscriber));
    }

    @Override
    public String toString() {
        return "Flux[" + many + "]";
    }
}
