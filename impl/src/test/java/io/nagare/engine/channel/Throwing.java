package io.nagare.engine.channel;

import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A subscriber that requests everything, and throws at each signal. */
final class Throwing<T> implements Subscriber<T> {

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(T item) {
        throw new IllegalStateException("planted: a subscriber that throws");
    }

    @Override
    public void onError(Throwable failure) {
        throw new IllegalStateException("planted: a subscriber that throws", failure);
    }

    @Override
    public void onComplete() {
        throw new IllegalStateException("planted: a subscriber that throws");
    }
}
