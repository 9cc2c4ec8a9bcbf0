package io.nagare.bench.idle;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Keeps its subscribers and sends them nothing until it is told to. It belongs to no library, so that none can leave a
 * part of a chain out because nothing will ever come. Used by the main thread; what is requested is known to be enough.
 */
final class WaitingSource implements Publisher<Integer>, Flow.Publisher<Integer> {

    private final List<Object> subscribers;

    /**
     * Nobody has subscribed.
     *
     * @param most how many will; what holds them has its full size from the beginning
     */
    WaitingSource(int most) {
        subscribers = new ArrayList<>(most);
    }

    @Override
    public void subscribe(Subscriber<? super Integer> subscriber) {
        subscribers.add(subscriber);
        subscriber.onSubscribe(Waiting.INSTANCE);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Integer> subscriber) {
        subscribers.add(subscriber);
        subscriber.onSubscribe(Waiting.INSTANCE);
    }

    /** Sends each subscriber an item. */
    @SuppressWarnings("unchecked") // only subscribers of these types are in the list
    void send(int item) {
        for (Object subscriber : subscribers) {
            if (subscriber instanceof Subscriber<?> one) {
                ((Subscriber<Integer>) one).onNext(item);
            } else {
                ((Flow.Subscriber<Integer>) subscriber).onNext(item);
            }
        }
    }

    /** All have the same. */
    private enum Waiting implements Subscription, Flow.Subscription {
        INSTANCE;

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }
}
