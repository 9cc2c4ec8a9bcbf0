package io.nagare.bench.idle;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A source that keeps its subscribers and sends them nothing until it is told to. It belongs to no library, so no
 * library can leave out a part of a chain because nothing will ever come. Only the main thread uses it. It ignores
 * demand, because the subscribers are known to request enough.
 */
final class WaitingSource implements Publisher<Integer>, Flow.Publisher<Integer> {

    private final List<Object> subscribers;

    /**
     * Makes a source without subscribers.
     *
     * @param most how many subscribers will come; the list of them has this size from the beginning
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

    /** Sends an item to each subscriber. */
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

    /** The one subscription that all subscribers get. */
    private enum Waiting implements Subscription, Flow.Subscription {
        INSTANCE;

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }
}
