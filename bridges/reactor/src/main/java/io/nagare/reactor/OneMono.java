package io.nagare.reactor;

import io.nagare.One;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** A Mono of a stream, within the context of its subscriber. Immutable; used by any thread. */
final class OneMono<T> extends Mono<T> {

    private final One<T> one;

    private OneMono(One<T> one) {
        this.one = one;
    }

    /** Makes a Mono that the assembly hooks of Reactor have seen, as its own sources are. */
    static <T> Mono<T> of(One<T> one) {
        return onAssembly(new OneMono<>(one));
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
