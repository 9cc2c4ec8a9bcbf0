package io.nagare.reactor;

import io.nagare.Many;
import io.nagare.driver.DemandDriven;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** A Flux of a stream, within the context of its subscriber. Immutable; used by any thread. */
final class ManyFlux<T> extends Flux<T> {

    private final Many<T> many;

    private ManyFlux(Many<T> many) {
        this.many = many;
    }

    /** Makes a Flux that the assembly hooks of Reactor have seen, as its own sources are. */
    static <T> Flux<T> of(Many<T> many) {
        return onAssembly(new ManyFlux<>(many));
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
