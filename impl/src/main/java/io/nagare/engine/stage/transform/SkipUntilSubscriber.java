package io.nagare.engine.stage.transform;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.EndedSubscription;
import io.nagare.engine.stage.StageSubscriber;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Drops items until another publisher emits or completes. */
public final class SkipUntilSubscriber<T> extends StageSubscriber<T, T> implements StrandSubscription {

    private final Publisher<?> other;
    private final Strand strand;
    private @Nullable StrandSubscription otherUpstream;
    private boolean open;
    private boolean started;
    private boolean done;
    private @Nullable Throwable failure;

    public SkipUntilSubscriber(Publisher<?> other, StrandSubscriber<? super T> downstream, Strand strand) {
        super(downstream);
        this.other = other;
        this.strand = strand;
    }

    /** Subscribes to the other publisher first. So nothing is dropped if it ends at once. */
    @Override
    public void onSubscribe(StrandSubscription subscription) {
        upstream(subscription);
        strand.attach(other, new Until());
        started = true;
        if (failure == null) {
            downstream.onSubscribe(this);
        } else {
            subscription.cancel();
            EndedSubscription.fail(downstream, failure);
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
        return open && downstream.onNext(item);
    }

    @Override
    public void onError(Throwable cause) {
        if (!done) {
            stop();
            downstream.onError(cause);
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
            super(SkipUntilSubscriber.this);
        }

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            otherUpstream = subscription;
            if (done) {
                subscription.cancel();
            } else {
                subscription.request(1);
            }
        }

        @Override
        public boolean onNext(Object item) {
            open = true;
            if (otherUpstream != null) {
                otherUpstream.cancel();
            }
            return true;
        }

        @Override
        public void onError(Throwable cause) {
            if (done) {
                return;
            }
            done = true;
            failure = cause;
            if (started) {
                upstream().cancel();
                downstream.onError(cause);
            }
        }

        @Override
        public void onComplete() {
            open = true;
        }

        @Override
        public boolean isDone() {
            return SkipUntilSubscriber.this.isDone();
        }
    }
}
