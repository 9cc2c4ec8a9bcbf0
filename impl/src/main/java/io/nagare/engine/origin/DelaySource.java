package io.nagare.engine.origin;

import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.time.Durations;
import java.time.Duration;

/** Completes after a delay, without an item. Called on the strand. */
final class DelaySource extends Leaf implements StrandSubscription {

    private final StrandSubscriber<?> downstream;
    private final Duration delay;
    private final Deadline deadline;
    private boolean done;

    DelaySource(Duration delay, StrandSubscriber<?> downstream, Strand strand) {
        super(strand);
        this.downstream = downstream;
        this.delay = delay;
        this.deadline = strand.driver().deadline(this);
    }

    void start() {
        downstream.onSubscribe(this);
        if (!done) {
            deadline.arm(strand().driver().time().nanoTime() + Durations.saturatedNanos(delay));
        }
    }

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            deadline.disarm();
        }
    }

    @Override
    protected void run() {
        if (!done && deadline.reached()) {
            done = true;
            downstream.onComplete();
        }
    }
}
