package io.nagare.engine.stage;

import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.LateFailure;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stage between an upstream and a downstream: passes terminal signals on, and gives downstream its upstream, so that
 * demand and cancellation go past a stage that has no say in them. A stage that has is a {@link StrandSubscription}
 * itself and hands itself down.
 *
 * @param <I> what comes in
 * @param <O> what goes out
 */
abstract class StageSubscriber<I, O> extends StrandSubscriber<I> {

    final StrandSubscriber<? super O> downstream;

    /** Set by the first signal and never null after it. */
    private @Nullable StrandSubscription upstream;

    StageSubscriber(StrandSubscriber<? super O> downstream) {
        super(downstream);
        this.downstream = downstream;
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        upstream = subscription;
        downstream.onSubscribe(this instanceof StrandSubscription own ? own : subscription);
    }

    @Override
    public void onError(Throwable failure) {
        downstream.onError(failure);
    }

    @Override
    public void onComplete() {
        downstream.onComplete();
    }

    /** For a stage that tells downstream of its subscription later. */
    final void upstream(StrandSubscription subscription) {
        upstream = subscription;
    }

    final StrandSubscription upstream() {
        return Objects.requireNonNull(upstream, "upstream");
    }

    @Override
    public boolean isDone() {
        return downstream.isDone();
    }

    /** For a stage that is a subscription itself. */
    public boolean takeBack(Object item) {
        return upstream().takeBack(item);
    }

    /**
     * A user's function has thrown: ends both sides. If the function has cancelled as well, nobody downstream may be
     * told, so the runtime is. Returns what {@code onNext} has to return then.
     */
    final boolean fail(Throwable failure) {
        StageTraces.thrownIn(this, failure);
        if (downstream.isDone()) {
            LateFailure.tell(failure);
        } else {
            upstream().cancel();
            downstream.onError(failure);
        }
        return true;
    }

    /** What a user's function returned where null is not allowed. */
    static <R> R notNull(@Nullable R result, String function) {
        if (result == null) {
            throw new NullPointerException(function + " returned null");
        }
        return result;
    }
}
