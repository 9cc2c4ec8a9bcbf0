package io.nagare.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A foreign publisher for one subscriber. The test sends its signals, from any thread, one at a time. */
final class HandDriven<T> implements Publisher<T>, Subscription {

    private final AtomicInteger cancellations = new AtomicInteger();
    private final AtomicLong requested = new AtomicLong();
    private volatile Subscriber<? super T> subscriber;

    @Override
    public void subscribe(Subscriber<? super T> to) {
        subscriber = to;
        to.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        requested.updateAndGet(before -> before + n < 0 ? Long.MAX_VALUE : before + n);
    }

    @Override
    public void cancel() {
        cancellations.incrementAndGet();
    }

    boolean isSubscribed() {
        return subscriber != null;
    }

    long requested() {
        return requested.get();
    }

    int cancellations() {
        return cancellations.get();
    }

    void next(T item) {
        subscriber.onNext(item);
    }

    void complete() {
        subscriber.onComplete();
    }

    void error(Throwable failure) {
        subscriber.onError(failure);
    }
}
