package io.nagare.tck;

import io.nagare.testing.TestPublisher;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Subscriber;

/**
 * Makes the test kit's publisher emit so many items to one subscriber, on demand. Requests may come from any thread,
 * and from within a signal.
 */
final class OnDemand {

    private final TestPublisher<Integer> publisher =
            TestPublisher.<Integer>create().onRequest(n -> emit());
    /** The number of calls of emit. It begins at 1, so that calls from within subscribe are served after it. */
    private final AtomicInteger calls = new AtomicInteger(1);
    private long left;

    OnDemand(long elements) {
        left = elements;
    }

    void subscribe(Subscriber<? super Integer> subscriber) {
        publisher.subscribe(subscriber);
        serve();
    }

    private void emit() {
        if (calls.getAndIncrement() == 0) {
            serve();
        }
    }

    private void serve() {
        int served;
        do {
            served = calls.get();
            while (left > 0 && publisher.demand() > 0) {
                left--;
                publisher.next(7);
            }
            if (left == 0) {
                left = -1;
                publisher.complete();
            }
        } while (calls.addAndGet(-served) > 0);
    }
}
