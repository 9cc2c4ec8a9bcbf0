package io.nagare.fs;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A subscriber that asks for nothing by itself. */
final class HeldSubscriber implements Subscriber<Object> {

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Subscription subscription;

    Subscription subscription() {
        return Objects.requireNonNull(subscription);
    }

    CountDownLatch ended() {
        return ended;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
    }

    @Override
    public void onNext(Object item) {}

    @Override
    public void onError(Throwable failure) {
        ended.countDown();
    }

    @Override
    public void onComplete() {
        ended.countDown();
    }
}
