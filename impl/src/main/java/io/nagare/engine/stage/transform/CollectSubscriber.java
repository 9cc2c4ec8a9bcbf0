package io.nagare.engine.stage.transform;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.EndedSubscription;
import io.nagare.engine.stage.StageSubscriber;
import io.nagare.engine.strand.Discard;
import io.nagare.stage.Stage;
import org.jspecify.annotations.Nullable;

/** Collects all items and emits one result or nothing. */
public final class CollectSubscriber<T, A, R> extends StageSubscriber<T, R> implements StrandSubscription {

    private final Stage.Collect<T, A, R> stage;
    private final Strand strand;
    private @Nullable A container;
    private @Nullable R result;
    private boolean demanded;
    private boolean started;
    private boolean done;

    public CollectSubscriber(Stage.Collect<T, A, R> stage, StrandSubscriber<? super R> downstream, Strand strand) {
        super(downstream);
        this.stage = stage;
        this.strand = strand;
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        try {
            container = stage.container().get();
        } catch (Throwable failure) {
            done = true;
            subscription.cancel();
            EndedSubscription.threw(downstream, failure);
            return;
        }
        super.onSubscribe(subscription);
    }

    /**
     * Requests all items at the first demand, so nothing is taken from upstream before there is demand for the result.
     */
    @Override
    public void request(long n) {
        demanded = true;
        if (!started) {
            started = true;
            upstream().request(Demand.UNBOUNDED);
        } else {
            deliver();
        }
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            release();
            result = null;
            upstream().cancel();
        }
    }

    /** Discards the collected items. */
    private void release() {
        A lost = container;
        container = null;
        if (lost != null) {
            Discard.held(stage.held(), lost, strand);
        }
    }

    @Override
    public boolean isDone() {
        return done || super.isDone();
    }

    @Override
    @SuppressWarnings("NullAway") // the container was made in onSubscribe
    public boolean onNext(T item) {
        A into = container;
        if (into == null && done) {
            strand.discard(item);
            return true;
        }
        try {
            stage.accumulator().accept(into, item);
        } catch (Throwable failure) {
            done = true;
            release();
            return fail(failure);
        }
        return true;
    }

    @Override
    public void onError(Throwable failure) {
        done = true;
        release();
        downstream.onError(failure);
    }

    @Override
    @SuppressWarnings("NullAway") // the container was made in onSubscribe
    public void onComplete() {
        try {
            result = stage.finisher().apply(container);
        } catch (Throwable failure) {
            done = true;
            release();
            downstream.onError(failure);
            return;
        }
        container = null;
        if (result == null) {
            done = true;
            downstream.onComplete();
        } else if (demanded) {
            deliver();
        } else {
            started = true;
        }
    }

    private void deliver() {
        R item = result;
        if (item == null || done) {
            return;
        }
        result = null;
        downstream.onNext(item);
        if (!done) {
            done = true;
            downstream.onComplete();
        }
    }
}
