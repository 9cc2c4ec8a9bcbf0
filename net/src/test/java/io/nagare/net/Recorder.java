package io.nagare.net;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A subscriber whose demand the test makes, and whose signals it waits for. */
final class Recorder<T> implements Subscriber<T> {

    private final LinkedBlockingQueue<Object> signals = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Subscription upstream;
    private volatile Throwable failure;

    Recorder<T> request(long n) {
        upstream.request(n);
        return this;
    }

    void cancel() {
        upstream.cancel();
    }

    /** The next item; fails if there is none within ten seconds. */
    @SuppressWarnings("unchecked")
    T next() throws InterruptedException {
        Object signal = signals.poll(10, TimeUnit.SECONDS);
        if (signal == null) {
            throw new AssertionError("no item in 10 s, failure: " + failure);
        }
        return (T) signal;
    }

    int waiting() {
        return signals.size();
    }

    List<T> rest() {
        List<Object> rest = new ArrayList<>();
        signals.drainTo(rest);
        @SuppressWarnings("unchecked")
        List<T> items = (List<T>) rest;
        return items;
    }

    /** Waits for the end. Returns the failure, or null if the stream completed. */
    Throwable end() throws InterruptedException {
        if (!ended.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("no end in 20 s");
        }
        return failure;
    }

    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        upstream = subscription;
    }

    @Override
    public void onNext(T item) {
        signals.add(item);
    }

    @Override
    public void onError(Throwable cause) {
        failure = cause;
        ended.countDown();
    }

    @Override
    public void onComplete() {
        ended.countDown();
    }
}
