package io.nagare.reactor;

import io.nagare.One;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** A Mono of a stream, within the context of its subscriber. Immutable; used by any thread. */
final class OneMono<T> extends Mono<T> {

    private final One<T> one;

    OneMono(One<T> one) {
        this.one = one;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> subscriber) {
        Crossing.within(one, subscriber.currentContext()).subscribe(subscriber);
    }

    @Override
    public String toString() {
        return "Mono[" + one + "]";
    }
}
