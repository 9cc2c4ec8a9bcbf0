package io.nagare.tck;

import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A publisher that passes each signal to the subscriber that it was given. So a test calls the library's own
 * subscriber. It gets that subscriber at once or not at all.
 */
class Captured implements Publisher<Integer>, Subscriber<Integer> {

    private volatile Subscriber<? super Integer> inner;
    private Runnable subscribed;

    /** Sets an action that runs after the first onSubscribe. */
    final void whenSubscribed(Runnable action) {
        subscribed = action;
    }

    @Override
    public final void subscribe(Subscriber<? super Integer> subscriber) {
        inner = subscriber;
    }

    @Override
    public final void onSubscribe(Subscription subscription) {
        inner.onSubscribe(subscription);
        Runnable action = subscribed;
        subscribed = null;
        if (action != null) {
            action.run();
        }
    }

    @Override
    public final void onNext(Integer item) {
        inner.onNext(item);
    }

    @Override
    public final void onError(Throwable failure) {
        inner.onError(failure);
    }

    @Override
    public final void onComplete() {
        inner.onComplete();
    }
}
