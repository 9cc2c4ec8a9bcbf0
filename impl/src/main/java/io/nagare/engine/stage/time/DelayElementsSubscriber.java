package io.nagare.engine.stage.time;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.stage.TimerSubscriber;
import org.jspecify.annotations.Nullable;

/** Delays each item, one after the other. An item is requested only when there is demand for it and no other waits. */
public final class DelayElementsSubscriber<T> extends TimerSubscriber<T, T> {

    private final long delayNanos;
    private long demand;
    private boolean requested;
    private @Nullable T waiting;
    private boolean emitting;
    private boolean ended;

    public DelayElementsSubscriber(long delayNanos, StrandSubscriber<? super T> downstream, Strand strand) {
        super(downstream, strand);
        this.delayNanos = delayNanos;
    }

    @Override
    public void request(long n) {
        if (!done) {
            demand = Demand.add(demand, n);
            requestNext();
        }
    }

    private void requestNext() {
        if (demand > 0 && !emitting && !requested && waiting == null && !ended) {
            requested = true;
            upstream().request(1);
        }
    }

    @Override
    public boolean onNext(T item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        requested = false;
        waiting = item;
        deadline.arm(now() + delayNanos);
        return true;
    }

    @Override
    protected void timeIsUp() {
        T item = waiting;
        if (item == null || !deadline.reached()) {
            return;
        }
        waiting = null;
        demand = Demand.subtract(demand, 1);
        emitting = true;
        if (!downstream.onNext(item)) {
            demand = Demand.add(demand, 1);
        }
        emitting = false;
        if (done) {
            return;
        }
        if (ended) {
            end(null);
        } else {
            requestNext();
        }
    }

    @Override
    protected void release() {
        super.release();
        T item = waiting;
        waiting = null;
        strand.discard(item);
    }

    @Override
    public void onComplete() {
        ended = true;
        if (waiting == null && !emitting) {
            end(null);
        }
    }
}
