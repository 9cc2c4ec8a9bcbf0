package io.nagare.engine.stage.transform;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.EndedSubscription;
import io.nagare.engine.stage.StageSubscriber;
import io.nagare.stage.Stage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Combines each item with the newest item of another publisher, to which it subscribes first. A replaced item of the
 * other publisher is discarded, unless it was in a combination.
 */
public final class WithLatestFromSubscriber<I, U, O> extends StageSubscriber<I, O> implements StrandSubscription {

    private final Publisher<? extends U> other;
    private final BiFunction<? super I, ? super U, ? extends O> combiner;
    private final Strand strand;
    private @Nullable StrandSubscription otherUpstream;
    private @Nullable U newest;
    private boolean combined;
    private boolean otherEnded;
    private boolean started;
    private boolean done;

    /** The failure of the other publisher, if that has ended this before the start. */
    private @Nullable Throwable failure;

    public WithLatestFromSubscriber(
            Stage.WithLatestFrom<I, U, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        super(downstream);
        this.other = stage.other();
        this.combiner = stage.combiner();
        this.strand = strand;
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        upstream(subscription);
        strand.attach(other, new Other());
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
        drop();
        if (otherUpstream != null && !otherEnded) {
            otherUpstream.cancel();
        }
    }

    private void drop() {
        if (!combined) {
            strand.discard(newest);
        }
        newest = null;
    }

    @Override
    public boolean isDone() {
        return done || super.isDone();
    }

    @Override
    public boolean onNext(I item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        if (newest == null) {
            strand.discard(item);
            return false;
        }
        combined = true;
        O result;
        try {
            result = notNull(combiner.apply(item, newest), "withLatestFrom: the combiner");
        } catch (Throwable thrown) {
            if (!done) {
                stop();
            }
            return fail(thrown);
        }
        if (done) {
            strand.discard(result);
            return true;
        }
        return downstream.onNext(result);
    }

    @Override
    public void onError(Throwable cause) {
        stop();
        downstream.onError(cause);
    }

    @Override
    public void onComplete() {
        stop();
        downstream.onComplete();
    }

    /** Ends this because of the other publisher. */
    private void end(@Nullable Throwable cause) {
        failure = cause;
        stop();
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

    private final class Other extends StrandSubscriber<U> {

        Other() {
            super(WithLatestFromSubscriber.this);
        }

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            if (done) {
                subscription.cancel();
                return;
            }
            otherUpstream = subscription;
            subscription.request(Demand.UNBOUNDED);
        }

        @Override
        public boolean onNext(U item) {
            if (done) {
                strand.discard(item);
                return true;
            }
            drop();
            newest = item;
            combined = false;
            return true;
        }

        @Override
        public void onError(Throwable cause) {
            otherEnded = true;
            if (!done) {
                end(cause);
            }
        }

        @Override
        public void onComplete() {
            otherEnded = true;
            if (newest == null && !done) {
                end(null);
            }
        }

        @Override
        public boolean isDone() {
            return WithLatestFromSubscriber.this.isDone();
        }
    }
}
