package io.nagare.engine.origin;

import io.nagare.driver.Deadline;
import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.time.Durations;
import io.nagare.policy.MissedTick;
import io.nagare.stage.Origin;

/** Ticks at a period. A tick that is due without demand waits for it. Called on the strand. */
final class IntervalSource extends Leaf implements StrandSubscription {

    private final StrandSubscriber<? super Long> downstream;
    private final MissedTick missed;
    private final long initialDelay;
    private final long period;
    private final Deadline deadline;

    /** When the next tick is due, in nanoseconds of the driver's time. */
    private long due;

    private long count;
    private long demand;
    private boolean emitting;
    private boolean done;

    IntervalSource(Origin.Interval origin, StrandSubscriber<? super Long> downstream, Strand strand) {
        super(strand);
        this.downstream = downstream;
        this.missed = origin.missed();
        this.initialDelay = Durations.saturatedNanos(origin.initialDelay());
        this.period = Durations.saturatedNanos(origin.period());
        this.deadline = strand.driver().deadline(this);
    }

    void start() {
        due = now() + initialDelay;
        downstream.onSubscribe(this);
        run();
    }

    private long now() {
        return strand().driver().time().nanoTime();
    }

    @Override
    public void request(long n) {
        demand = Demand.add(demand, n);
        run();
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            deadline.disarm();
        }
    }

    @Override
    protected void run() {
        if (emitting) {
            return;
        }
        emitting = true;
        while (!done && demand > 0) {
            long now = now();
            if (now - due < 0) {
                deadline.arm(due);
                break;
            }
            advance(now);
            if (downstream.onNext(count++)) {
                demand = Demand.subtract(demand, 1);
            }
            if (!strand().spend(1)) {
                wake();
                break;
            }
        }
        emitting = false;
    }

    /** Sets when the next tick is due, after one was due and is emitted now. */
    private void advance(long now) {
        switch (missed) {
            case BURST -> due += period;
            case DELAY -> due = (now - due < period ? due : now) + period;
            case SKIP -> due += ((now - due) / period + 1) * period;
        }
    }
}
