package io.nagare.engine.stage.time;

import io.nagare.driver.Deadline;
import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.StageSubscriber;
import org.jspecify.annotations.Nullable;

/** Delays each item, one after the other. An item is requested only when there is demand for it and no other waits. */
public final class DelayElementsSubscriber<T> extends StageSubscriber<T, T> implements StrandSubscription {

    private final long delayNanos;
    private final Strand strand;
    private final Deadline deadline;
    private long demand;
    private boolean requested;
    private @Nullable T waiting;
    private boolean emitting;
    private boolean ended;
    private boolean done;

    public DelayElementsSubscriber(long delayNanos, StrandSubscriber<? super T> downstream, Strand strand) {
        super(downstream);
        this.delayNanos = delayNanos;
        this.strand = strand;
        this.deadline = strand.driver().deadline(new Leaf(strand) {
            @Override
            protected void run() {
                timeIsUp();
            }
        });
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
    public boolean isDone() {
        return done || super.isDone();
    }

    @Override
    public boolean onNext(T item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        requested = false;
        waiting = item;
        deadline.arm(strand.driver().time().nanoTime() + delayNanos);
        return true;
    }

    private void timeIsUp() {
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
            done = true;
            downstream.onComplete();
        } else {
            requestNext();
        }
    }

    @Override
    public void cancel() {
        if (!done) {
            upstream().cancel();
            stop();
        }
    }

    private void stop() {
        done = true;
        deadline.disarm();
        T item = waiting;
        waiting = null;
        strand.discard(item);
    }

    @Override
    public void onError(Throwable failure) {
        stop();
        downstream.onError(failure);
    }

    @Override
    public void onComplete() {
        ended = true;
        if (waiting == null && !emitting) {
            done = true;
            downstream.onComplete();
        }
    }
}
