package io.nagare.reactor;

import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * A Flux or Mono for the edge of a strand, which is strict with it. So Reactor need not be strict on behalf of the
 * edge, with two changes of a busy word for each item. Immutable; used by any thread.
 */
record CorePublished<T>(Publisher<T> source) implements Publisher<T> {

    /** Returns what a Flux emits within a context. */
    static <T> Publisher<T> of(Flux<T> flux, Context context) {
        return new CorePublished<>(context.isEmpty() ? flux : flux.contextWrite(context));
    }

    /** Returns what a Mono emits within a context. */
    static <T> Publisher<T> of(Mono<T> mono, Context context) {
        return new CorePublished<>(context.isEmpty() ? mono : mono.contextWrite(context));
    }

    @Override
    public void subscribe(Subscriber<? super T> subscriber) {
        source.subscribe(new Edge<>(subscriber));
    }

    @Override
    public String toString() {
        return source.toString();
    }

    /** Hands the signals on as they are. */
    private record Edge<T>(Subscriber<? super T> to) implements CoreSubscriber<T> {

        @Override
        public void onSubscribe(Subscription subscription) {
            to.onSubscribe(subscription);
        }

        @Override
        public void onNext(T item) {
            to.onNext(item);
        }

        @Override
        public void onError(Throwable failure) {
            to.onError(failure);
        }

        @Override
        public void onComplete() {
            to.onComplete();
        }
    }
}
