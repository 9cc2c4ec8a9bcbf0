package io.nagare.engine.stage;

import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.LateFailure;
import io.nagare.engine.strand.WaitingFor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stage between an upstream and a downstream. It passes terminal signals on, and passes its upstream to downstream.
 * So demand and cancellation bypass a stage that does nothing with them. A stage that needs them is a {@link
 * StrandSubscription} and passes itself to downstream. Called on the strand.
 *
 * @param <I> the type of the items from upstream
 * @param <O> the type of the items for downstream
 */
public abstract class StageSubscriber<I, O> extends StrandSubscriber<I> implements CompiledStage<I> {

    protected final StrandSubscriber<? super O> downstream;

    /** Set by the first signal and never null after it. */
    private @Nullable StrandSubscription upstream;

    protected StageSubscriber(StrandSubscriber<? super O> downstream) {
        super(downstream);
        this.downstream = downstream;
    }

    @Override
    public final StrandSubscriber<I> subscriber() {
        return this;
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

    /** Sets the upstream, for a stage that calls downstream's {@code onSubscribe} later. */
    protected final void upstream(StrandSubscription subscription) {
        upstream = subscription;
    }

    protected final StrandSubscription upstream() {
        return Objects.requireNonNull(upstream, "upstream");
    }

    @Override
    public boolean isDone() {
        return downstream.isDone();
    }

    /** Asks upstream to take an item back, for a stage that is a subscription itself. */
    public boolean takeBack(Object item) {
        return upstream().takeBack(item);
    }

    /**
     * Ends both sides because a user's function has thrown. If the function has cancelled as well, the failure goes to
     * the runtime, because nobody downstream may be told. Returns the result for {@code onNext}.
     */
    protected final boolean fail(Throwable failure) {
        StageTraces.thrownIn(this, failure);
        if (downstream.isDone()) {
            LateFailure.tell(failure);
        } else {
            upstream().cancel();
            downstream.onError(failure);
        }
        return true;
    }

    @Override
    public String toString() {
        return WaitingFor.text(upstream) + " | " + WaitingFor.name(this);
    }

    /** Returns the result of a user's function, which must not be null. */
    public static <R> R notNull(@Nullable R result, String function) {
        if (result == null) {
            throw new NullPointerException(function + " returned null");
        }
        return result;
    }
}
