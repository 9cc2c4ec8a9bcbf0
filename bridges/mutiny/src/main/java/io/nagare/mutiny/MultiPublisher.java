package io.nagare.mutiny;

import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.ContextSupport;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.concurrent.Flow;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A Multi as a publisher of Reactive Streams, whose subscribers bring a context. Immutable; used by any thread. */
record MultiPublisher<T>(Multi<T> multi, Context context) implements Publisher<T> {

    @Override
    public void subscribe(Subscriber<? super T> subscriber) {
        multi.subscribe(new Bringing<>(subscriber, context));
    }

    @Override
    public String toString() {
        return multi.toString();
    }

    /** Hands signals on as they are, and brings the context. */
    private record Bringing<T>(Subscriber<? super T> to, Context context)
            implements MultiSubscriber<T>, ContextSupport {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            to.onSubscribe(subscription == null ? null : new Upstream(subscription));
        }

        @Override
        public void onItem(T item) {
            to.onNext(item);
        }

        @Override
        public void onFailure(Throwable failure) {
            to.onError(failure);
        }

        @Override
        public void onCompletion() {
            to.onComplete();
        }
    }

    private record Upstream(Flow.Subscription subscription) implements Subscription {

        @Override
        public void request(long n) {
            subscription.request(n);
        }

        @Override
        public void cancel() {
            subscription.cancel();
        }
    }
}
