package io.nagare.engine.stage.combine;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.EndedSubscription;
import io.nagare.engine.stage.EndingSubscriber;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A stage that listens to another publisher beside its upstream. It subscribes to the other publisher first, so a
 * signal that comes at once counts for the first item. The failure of either ends the stage and cancels the other one.
 * Called on the strand.
 *
 * @param <I> the type of the items from upstream
 * @param <U> the type of the other publisher's items
 * @param <O> the type of the items for downstream
 */
abstract class TwoSourceSubscriber<I, U, O> extends EndingSubscriber<I, O> {

    final Strand strand;

    private final Publisher<? extends U> other;
    private final long otherDemand;

    /** Null before the subscription to the other publisher and after its end. */
    private @Nullable StrandSubscription otherUpstream;

    /** Whether downstream has its subscription, or gets it now. */
    private boolean started;

    /** The failure of the other publisher, if that has ended this before the start. */
    private @Nullable Throwable failure;

    /**
     * Makes a stage that has not subscribed.
     *
     * @param otherDemand how many items are requested from the other publisher
     */
    TwoSourceSubscriber(
            Publisher<? extends U> other, long otherDemand, StrandSubscriber<? super O> downstream, Strand strand) {
        super(downstream);
        this.other = other;
        this.otherDemand = otherDemand;
        this.strand = strand;
    }

    /** Handles an item of the other publisher. Not called after the end of this stage. */
    abstract void onOther(U item);

    /** Handles the completion of the other publisher. Not called after the end of this stage. */
    abstract void onOtherComplete();

    @Override
    public final void onSubscribe(StrandSubscription subscription) {
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

    /** Ends both sides because of the other publisher. Downstream gets the failure, or completes without one. */
    final void endByOther(@Nullable Throwable cause) {
        failure = cause;
        stop();
        if (started) {
            upstream().cancel();
            end(cause);
        }
    }

    final void cancelOther() {
        StrandSubscription subscription = otherUpstream;
        otherUpstream = null;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    /** Cancels the other publisher before upstream, as it was subscribed to first. */
    @Override
    public final void cancel() {
        if (!done) {
            stop();
            upstream().cancel();
        }
    }

    @Override
    protected void release() {
        cancelOther();
    }

    private final class Other extends StrandSubscriber<U> {

        Other() {
            super(TwoSourceSubscriber.this);
        }

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            if (done) {
                subscription.cancel();
                return;
            }
            otherUpstream = subscription;
            subscription.request(otherDemand);
        }

        @Override
        public boolean onNext(U item) {
            if (done) {
                strand.discard(item);
            } else {
                onOther(item);
            }
            return true;
        }

        @Override
        public void onError(Throwable cause) {
            otherUpstream = null;
            if (!done) {
                endByOther(cause);
            }
        }

        @Override
        public void onComplete() {
            otherUpstream = null;
            if (!done) {
                onOtherComplete();
            }
        }

        @Override
        public boolean isDone() {
            return TwoSourceSubscriber.this.isDone();
        }
    }
}
