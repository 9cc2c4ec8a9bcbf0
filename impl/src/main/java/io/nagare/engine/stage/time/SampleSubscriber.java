package io.nagare.engine.stage.time;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.stage.TimerSubscriber;
import io.nagare.engine.time.Durations;
import io.nagare.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Requests everything from upstream, and emits one of the items that arrive within a time. At most one item waits,
 * first for its time and then for demand. An item is discarded when another is chosen instead.
 */
public final class SampleSubscriber<T> extends TimerSubscriber<T, T> {

    private final Stage.Sample.Choice choice;
    private final long time;
    private long demand;
    private boolean started;
    private @Nullable T waiting;

    /** Whether the waiting item waits only for demand. */
    private boolean due;

    /**
     * When the time began. It depends on the choice: at the last item emitted, at the subscription, or at the last
     * item.
     */
    private long since;

    private boolean delivering;
    private boolean ended;

    public SampleSubscriber(Stage.Sample<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        super(downstream, strand);
        this.choice = stage.choice();
        this.time = Durations.saturatedNanos(stage.time());
        this.since = choice == Stage.Sample.Choice.FIRST ? now() - time : now();
    }

    @Override
    public void request(long n) {
        if (done) {
            return;
        }
        demand = Demand.add(demand, n);
        if (!started) {
            started = true;
            upstream().request(Demand.UNBOUNDED);
        } else {
            deliver();
        }
    }

    @Override
    public boolean onNext(T item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        switch (choice) {
            case FIRST -> offer(item);
            case LATEST -> {
                if (replace(item) == null) {
                    deadline.arm(since + ((now() - since) / time + 1) * time);
                }
            }
            case LAST_BEFORE_PAUSE -> {
                since = now();
                if (replace(item) == null || due) {
                    deadline.arm(since + time);
                }
                due = false;
            }
        }
        return true;
    }

    /** Takes the item if the time since the last emitted item is over and no item waits. Otherwise discards it. */
    private void offer(T item) {
        if (waiting != null || now() - since < time) {
            strand.discard(item);
            return;
        }
        waiting = item;
        due = true;
        deliver();
    }

    /** Replaces the waiting item. Returns the previous one, or null. */
    private @Nullable T replace(T item) {
        T before = waiting;
        waiting = item;
        strand.discard(before);
        return before;
    }

    @Override
    protected void timeIsUp() {
        if (done || waiting == null || !deadline.reached()) {
            return;
        }
        if (choice == Stage.Sample.Choice.LAST_BEFORE_PAUSE && now() - since < time) {
            deadline.arm(since + time);
            return;
        }
        due = true;
        deliver();
    }

    private void deliver() {
        if (delivering) {
            return;
        }
        delivering = true;
        T item = waiting;
        if (item != null && due && demand > 0 && !done) {
            waiting = null;
            due = false;
            if (choice == Stage.Sample.Choice.FIRST) {
                since = now();
            }
            demand = Demand.subtract(demand, 1);
            if (!downstream.onNext(item)) {
                demand = Demand.add(demand, 1);
            }
        }
        delivering = false;
        if (ended && waiting == null && !done) {
            end(null);
        }
    }

    @Override
    protected void release() {
        super.release();
        T item = waiting;
        waiting = null;
        strand.discard(item);
    }

    /** Completes. A waiting item no longer waits for its time. */
    @Override
    public void onComplete() {
        ended = true;
        due = true;
        deadline.disarm();
        deliver();
    }
}
