package io.nagare.engine.stage;

import io.nagare.driver.Demand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.LateFailure;
import org.jspecify.annotations.Nullable;

/**
 * Joins several successive streams into one for downstream. Unmet demand is requested from the next stream. Downstream
 * sees one subscription. Cancelling it cancels the running stream. Called on the strand.
 *
 * @param <T> the type of the items
 */
public final class Continuation<T> extends StrandSubscriber<T> implements StrandSubscription {

    private final StrandSubscriber<? super T> downstream;
    private @Nullable StrandSubscription upstream;
    private long demand;
    private boolean started;
    private boolean cancelled;

    /** Makes a continuation in front of a subscriber. */
    public Continuation(StrandSubscriber<? super T> downstream) {
        super(downstream);
        this.downstream = downstream;
    }

    /** Whether downstream has cancelled. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** Starts with the first stream: calls downstream's {@code onSubscribe}. */
    public void start(StrandSubscription subscription) {
        started = true;
        upstream = subscription;
        downstream.onSubscribe(this);
    }

    /** Starts a stream. If it is not the first, it gets the demand that is left. */
    @Override
    public void onSubscribe(StrandSubscription subscription) {
        if (!started) {
            start(subscription);
            return;
        }
        upstream = subscription;
        if (cancelled) {
            subscription.cancel();
        } else if (demand > 0) {
            subscription.request(demand);
        }
    }

    @Override
    public void request(long n) {
        demand = Demand.add(demand, n);
        if (upstream != null) {
            upstream.request(n);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (upstream != null) {
            upstream.cancel();
        }
    }

    @Override
    public boolean takeBack(Object item) {
        return upstream != null && upstream.takeBack(item);
    }

    /** Stops the running stream, which has ended. Demand until the next stream begins is kept for it. */
    public void pause() {
        upstream = null;
    }

    /**
     * Stops the running stream, which has ended. Demand and cancellation until the next stream begins go to {@code
     * between}.
     */
    public void pause(StrandSubscription between) {
        upstream = between;
    }

    @Override
    public boolean onNext(T item) {
        boolean used = downstream.onNext(item);
        if (used) {
            demand = Demand.subtract(demand, 1);
        }
        return used;
    }

    @Override
    public void onError(Throwable failure) {
        downstream.onError(failure);
    }

    @Override
    public void onComplete() {
        downstream.onComplete();
    }

    @Override
    public boolean isDone() {
        return cancelled || downstream.isDone();
    }

    /**
     * Fails because a user's function between two streams has thrown. If downstream has cancelled as well, the failure
     * goes to the runtime.
     */
    public void fail(Throwable failure) {
        if (isDone()) {
            LateFailure.tell(failure);
        } else {
            downstream.onError(failure);
        }
    }
}
