package io.nagare.engine.stage;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Ends when another publisher emits or ends. */
final class TakeUntilSubscriber<T> extends StageSubscriber<T, T> implements StrandSubscription {

    private final Publisher<?> other;
    private final Strand strand;
    private @Nullable StrandSubscription otherUpstream;
    private boolean done;

    TakeUntilSubscriber(Publisher<?> other, StrandSubscriber<? super T> downstream, Strand strand) {
        super(downstream);
        this.other = other;
        this.strand = strand;
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        super.onSubscribe(subscription);
        if (!done) {
            strand.attach(other, new Until());
        }
    }

    @Override
    public void request(long n) {
        if (!done) {
            upstream().request(n);
        }
    }

    @Override
    public void cancel() {
        if (!done) {
            stop();
            upstream().cancel();
        }
    }

    /** Marks the end and cancels the other publisher. */
    private void stop() {
        done = true;
        if (otherUpstream != null) {
            otherUpstream.cancel();
        }
    }

    @Override
    public boolean onNext(T item) {
        return downstream.onNext(item);
    }

    @Override
    public void onError(Throwable failure) {
        stop();
        downstream.onError(failure);
    }

    @Override
    public void onComplete() {
        stop();
        downstream.onComplete();
    }

    private final class Until extends StrandSubscriber<Object> {

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            if (done) {
                subscription.cancel();
                return;
            }
            otherUpstream = subscription;
            subscription.request(1);
        }

        @Override
        public boolean onNext(Object item) {
            stop();
            upstream().cancel();
            downstream.onComplete();
            return true;
        }

        @Override
        public void onError(Throwable failure) {
            done = true;
            upstream().cancel();
            downstream.onError(failure);
        }

        @Override
        public void onComplete() {
            done = true;
            upstream().cancel();
            downstream.onComplete();
        }
    }
}
