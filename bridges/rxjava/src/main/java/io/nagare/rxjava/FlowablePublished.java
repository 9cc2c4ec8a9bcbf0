package io.nagare.rxjava;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A Flowable for the edge of a strand, which is strict with it. So RxJava need not be strict on behalf of the edge,
 * with two changes of a busy word for each item. Immutable; used by any thread.
 */
record FlowablePublished<T>(Flowable<T> source) implements Publisher<T> {

    @Override
    public void subscribe(Subscriber<? super T> subscriber) {
        source.subscribe(new Edge<>(subscriber));
    }

    @Override
    public String toString() {
        return source.toString();
    }

    /** Hands the signals on as they are. */
    private record Edge<T>(Subscriber<? super T> to) implements FlowableSubscriber<T> {

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
