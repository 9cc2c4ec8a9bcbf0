package io.nagare.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A foreign publisher in the hands of a test. It emits nothing by itself. It gives the test its first subscriber and
 * records the requests.
 */
final class Tape implements Publisher<Integer> {

    private static final long LIMIT_SECONDS = 30;

    private final List<Subscriber<? super Integer>> subscribers = new ArrayList<>();
    private final List<Long> requests = new ArrayList<>();
    private final CountDownLatch subscribed = new CountDownLatch(1);
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch cancelled = new CountDownLatch(1);

    @Override
    public void subscribe(Subscriber<? super Integer> subscriber) {
        synchronized (this) {
            subscribers.add(subscriber);
        }
        subscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                synchronized (Tape.this) {
                    requests.add(n);
                }
                requested.countDown();
            }

            @Override
            public void cancel() {
                cancelled.countDown();
            }
        });
        subscribed.countDown();
    }

    /** Waits for the first subscriber and returns it; null if none came in time. */
    Subscriber<? super Integer> subscriber() throws InterruptedException {
        subscribed.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        synchronized (this) {
            return subscribers.isEmpty() ? null : subscribers.get(0);
        }
    }

    synchronized boolean isSubscribed() {
        return !subscribers.isEmpty();
    }

    boolean awaitRequest() throws InterruptedException {
        return requested.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    boolean awaitCancel() throws InterruptedException {
        return cancelled.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    synchronized List<Long> requests() {
        return List.copyOf(requests);
    }
}
