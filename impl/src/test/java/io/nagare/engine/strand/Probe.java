package io.nagare.engine.strand;

import java.util.ArrayList;
import java.util.List;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A subscriber that records its signals: the items themselves, then "complete" or the failure. The test makes the
 * demand.
 */
public final class Probe<T> implements Subscriber<T> {

    private final List<Object> signals = new ArrayList<>();
    private Subscription upstream;

    @Override
    public void onSubscribe(Subscription subscription) {
        upstream = subscription;
    }

    /** Requests more. */
    public Probe<T> request(long n) {
        upstream.request(n);
        return this;
    }

    /** Cancels. */
    public void cancel() {
        upstream.cancel();
    }

    /** Returns the signals so far. */
    public synchronized List<Object> signals() {
        return List.copyOf(signals);
    }

    @Override
    public synchronized void onNext(T item) {
        signals.add(item);
    }

    @Override
    public synchronized void onError(Throwable failure) {
        signals.add(failure);
    }

    @Override
    public synchronized void onComplete() {
        signals.add("complete");
    }
}
