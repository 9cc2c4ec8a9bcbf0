package io.nagare.bench.operators;

import io.reactivex.rxjava3.core.FlowableSubscriber;
import java.util.concurrent.Flow;
import org.openjdk.jmh.infra.Blackhole;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/**
 * A subscriber with unbounded demand that gives all items to the black hole. Each library has a subclass that it does
 * not have to wrap.
 */
class Consuming<T> implements Subscriber<T> {

    private final Blackhole sink;

    Consuming(Blackhole sink) {
        this.sink = sink;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(T item) {
        sink.consume(item);
    }

    @Override
    public void onError(Throwable failure) {
        throw new IllegalStateException("a pipeline has failed", failure);
    }

    @Override
    public void onComplete() {
        sink.consume(true);
    }

    /** For Reactor. */
    static final class ByReactor<T> extends Consuming<T> implements CoreSubscriber<T> {

        ByReactor(Blackhole sink) {
            super(sink);
        }
    }

    /** For RxJava. */
    static final class ByRx<T> extends Consuming<T> implements FlowableSubscriber<T> {

        ByRx(Blackhole sink) {
            super(sink);
        }
    }

    /** For Mutiny. */
    static final class ByFlow<T> implements Flow.Subscriber<T> {

        private final Blackhole sink;

        ByFlow(Blackhole sink) {
            this.sink = sink;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(T item) {
            sink.consume(item);
        }

        @Override
        public void onError(Throwable failure) {
            throw new IllegalStateException("a pipeline has failed", failure);
        }

        @Override
        public void onComplete() {
            sink.consume(true);
        }
    }
}
