package io.nagare.engine.stage.time;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.stage.TimerSubscriber;
import io.nagare.engine.time.Durations;
import io.nagare.stage.Stage;

/**
 * Requests an item only when a token bucket has a token for it. A token is taken when its item arrives, so each
 * requested item finds one. A slow upstream cannot save up more than a burst.
 */
public final class ThrottleSubscriber<T> extends TimerSubscriber<T, T> {

    private final int burst;

    /** Nanoseconds from one token to the next. */
    private final long interval;

    private long tokens;

    /** Up to when tokens have been added to the bucket. */
    private long filledAt;

    private long demand;

    /** How many items were requested and have not arrived. Never more than there are tokens. */
    private long requested;

    public ThrottleSubscriber(Stage.Throttle<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        super(downstream, strand);
        this.burst = stage.burst();
        this.interval = Math.max(1, Durations.saturatedNanos(stage.per()) / stage.items());
        this.tokens = burst;
        this.filledAt = now();
    }

    @Override
    protected void timeIsUp() {
        fill();
        requestMore();
    }

    private void fill() {
        long now = now();
        long gained = (now - filledAt) / interval;
        if (gained >= burst - tokens) {
            tokens = burst;
            filledAt = now;
        } else {
            tokens += gained;
            filledAt += gained * interval;
        }
    }

    @Override
    public void request(long n) {
        if (!done) {
            demand = Demand.add(demand, n);
            fill();
            requestMore();
        }
    }

    private void requestMore() {
        if (done || demand <= requested) {
            return;
        }
        long more = Math.min(demand, tokens) - requested;
        if (more > 0) {
            requested += more;
            upstream().request(more);
        } else if (requested == 0) {
            deadline.arm(filledAt + interval);
        }
    }

    /** Emits an item. If downstream drops it, its token is used nevertheless. */
    @Override
    public boolean onNext(T item) {
        fill();
        tokens--;
        requested--;
        demand = Demand.subtract(demand, 1);
        if (!downstream.onNext(item)) {
            demand = Demand.add(demand, 1);
        }
        requestMore();
        return true;
    }
}
