package io.nagare.driver;

import static java.util.Objects.requireNonNull;

import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Hands a stream to a subscriber of a library in which a source runs on the thread that requests. That thread then runs
 * the stream, as {@link DiscardingSubscription#requestAndHelp} says. Otherwise each request from another thread would
 * wake a worker, and the two threads would wait for each other in turn. Bridges use it.
 *
 * <p>Signals come one after the other. Any thread may request and cancel.
 *
 * @param <T> the type of the items
 * @since 0.1
 */
public final class DemandDriven<T> implements Subscriber<T> {

    private final Subscriber<? super T> to;

    /** Makes a subscriber that hands all signals on. */
    public DemandDriven(Subscriber<? super T> to) {
        this.to = requireNonNull(to, "to");
    }

    /** Returns a publisher whose subscribers run the stream where they request. */
    public static <T> Publisher<T> of(Publisher<T> stream) {
        return new Driven<>(requireNonNull(stream, "stream"));
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        to.onSubscribe(subscription instanceof DiscardingSubscription ours ? new Helped(ours) : subscription);
    }

    @Override
    public void onNext(T item) {
        to.onNext(item);
    }

    @Override
    public void onError(Throwable failure) {
        to.onError(failure);
    }

    @Override
    public void onComplete() {
        to.onComplete();
    }

    private record Driven<T>(Publisher<T> stream) implements Publisher<T> {

        @Override
        public void subscribe(Subscriber<? super T> subscriber) {
            stream.subscribe(new DemandDriven<>(subscriber));
        }

        @Override
        public String toString() {
            return stream.toString();
        }
    }

    private record Helped(DiscardingSubscription from) implements DiscardingSubscription {

        @Override
        public void request(long n) {
            from.requestAndHelp(n);
        }

        @Override
        public void cancel() {
            from.cancel();
        }

        @Override
        public void discard(Object item) {
            from.discard(item);
        }

        @Override
        public boolean requestAndHelp(long n) {
            return from.requestAndHelp(n);
        }

        @Override
        public boolean isDrivenByDemand() {
            return from.isDrivenByDemand();
        }

        @Override
        public boolean isRunning() {
            return from.isRunning();
        }

        @Override
        public void afterRun(AfterRun task) {
            from.afterRun(task);
        }
    }
}
