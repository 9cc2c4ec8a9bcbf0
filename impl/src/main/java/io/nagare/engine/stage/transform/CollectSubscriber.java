package io.nagare.engine.stage.transform;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.EndingSubscriber;
import io.nagare.engine.strand.Discard;
import io.nagare.stage.Stage;
import org.jspecify.annotations.Nullable;

/** Collects all items and emits one result or nothing. */
public final class CollectSubscriber<T, A, R> extends EndingSubscriber<T, R> {

    private final Stage.Collect<T, A, R> stage;
    private final Strand strand;
    private @Nullable A container;
    private @Nullable R result;
    private boolean demanded;
    private boolean started;

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
            refuse(subscription, failure);
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

    /** Discards the collected items. A result that waits for demand is forgotten. */
    @Override
    protected void release() {
        result = null;
        A lost = container;
        container = null;
        if (lost != null) {
            Discard.held(stage.held(), lost, strand);
        }
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
            stop();
            return fail(failure);
        }
        return true;
    }

    @Override
    @SuppressWarnings("NullAway") // the container was made in onSubscribe
    public void onComplete() {
        try {
            result = stage.finisher().apply(container);
        } catch (Throwable failure) {
            stop();
            downstream.onError(failure);
            return;
        }
        container = null;
        if (result == null) {
            end(null);
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
            end(null);
        }
    }
}
