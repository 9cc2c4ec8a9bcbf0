package io.nagare.engine.stage.transform;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.EndedSubscription;
import io.nagare.engine.stage.StageSubscriber;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Ends when another publisher emits or ends. */
public final class TakeUntilSubscriber<T> extends StageSubscriber<T, T> implements StrandSubscription {

    private final Publisher<?> other;
    private final Strand strand;
    private @Nullable StrandSubscription otherUpstream;
    private boolean started;
    private boolean done;
    private @Nullable Throwable failure;

    public TakeUntilSubscriber(Publisher<?> other, StrandSubscriber<? super T> downstream, Strand strand) {
        super(downstream);
        this.other = other;
        this.strand = strand;
    }

    /** Subscribes to the other publisher first. So no item passes if it ends at once. */
    @Override
    public void onSubscribe(StrandSubscription subscription) {
        upstream(subscription);
        strand.attach(other, new Until());
        started = true;
        if (!done) {
            downstream.onSubscribe(this);
            return;
        }
        subscription.cancel();
        if (failure == null) {
            EndedSubscription.complete(downstream);
        } else {
            EndedSubscription.fail(downstream, failure);
        }
    }

    /** Called when the other publisher has emitted or ended. */
    private void end(@Nullable Throwable cause) {
        if (done) {
            return;
        }
        done = true;
        failure = cause;
        if (!started) {
            return;
        }
        upstream().cancel();
        if (cause == null) {
            downstream.onComplete();
        } else {
            downstream.onError(cause);
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

    /** Ends this and cancels the other publisher. */
    private void stop() {
        done = true;
        if (otherUpstream != null) {
            otherUpstream.cancel();
        }
    }

    @Override
    public boolean isDone() {
        return done || super.isDone();
    }

    @Override
    public boolean onNext(T item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        return downstream.onNext(item);
    }

    @Override
    public void onError(Throwable failure) {
        if (!done) {
            stop();
            downstream.onError(failure);
        }
    }

    @Override
    public void onComplete() {
        if (!done) {
            stop();
            downstream.onComplete();
        }
    }

    private final class Until extends StrandSubscriber<Object> {

        Until() {
            super(TakeUntilSubscriber.this);
        }

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
            StrandSubscription own = otherUpstream;
            otherUpstream = null;
            if (own != null) {
                own.cancel();
            }
            end(null);
            return true;
        }

        @Override
        public boolean isDone() {
            return TakeUntilSubscriber.this.isDone();
        }

        @Override
        public void onError(Throwable cause) {
            end(cause);
        }

        @Override
        public void onComplete() {
            end(null);
        }
    }
}
