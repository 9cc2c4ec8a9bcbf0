package io.nagare.engine.stage;

import io.nagare.driver.Demand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.LateFailure;
import org.jspecify.annotations.Nullable;

/**
 * Gives downstream one stream made of several that follow one another: remembers the demand that has not been met and
 * makes it of the next. Downstream sees one subscription, whose cancellation reaches whichever stream is running.
 *
 * @param <T> what is emitted
 */
public final class Continuation<T> extends StrandSubscriber<T> implements StrandSubscription {

    private final StrandSubscriber<? super T> downstream;
    private @Nullable StrandSubscription upstream;
    private long demand;
    private boolean started;
    private boolean cancelled;

    /** A continuation in front of that subscriber. */
    public Continuation(StrandSubscriber<? super T> downstream) {
        super(downstream);
        this.downstream = downstream;
    }

    /** Whether downstream has cancelled. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** The first stream has begun: tells downstream. */
    public void start(StrandSubscription subscription) {
        started = true;
        upstream = subscription;
        downstream.onSubscribe(this);
    }

    /** A stream has begun; if it is not the first, it is given the demand that is left. */
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

    /** The running stream has ended, and another is about to begin: demand made until then is kept for it. */
    public void pause() {
        upstream = null;
    }

    /** As the other, but what downstream does until the next stream begins goes to {@code between}. */
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

    /** A user's function between two streams has thrown. Nobody downstream may be told if it has cancelled as well. */
    public void fail(Throwable failure) {
        if (isDone()) {
            LateFailure.tell(failure);
        } else {
            downstream.onError(failure);
        }
    }
}
