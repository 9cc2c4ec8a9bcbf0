package io.nagare.engine.stage.demand;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.EndingSubscriber;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Requests everything from upstream, and combines items without demand into one. */
public final class ConflateSubscriber<T> extends EndingSubscriber<T, T> {

    private final BinaryOperator<T> combiner;
    private final Strand strand;
    private @Nullable T waiting;
    private long demand;

    /** Whether the loop in {@link #deliver()} is active, so that items that arrive meanwhile wait. */
    private boolean sending;

    private @Nullable Throwable failure;
    private boolean ended;

    public ConflateSubscriber(BinaryOperator<T> combiner, StrandSubscriber<? super T> downstream, Strand strand) {
        super(downstream);
        this.combiner = combiner;
        this.strand = strand;
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        super.onSubscribe(subscription);
        if (!done) {
            subscription.request(Demand.UNBOUNDED);
        }
    }

    @Override
    public void request(long n) {
        if (!done) {
            demand = Demand.add(demand, n);
            deliver();
        }
    }

    @Override
    protected void release() {
        T item = waiting;
        waiting = null;
        strand.discard(item);
    }

    @Override
    public boolean onNext(T item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        T before = waiting;
        if (before == null) {
            waiting = item;
            deliver();
            return true;
        }
        try {
            waiting = notNull(combiner.apply(before, item), "conflate: the combiner");
        } catch (Throwable thrown) {
            stop();
            strand.discard(item);
            return fail(thrown);
        }
        return true;
    }

    @Override
    public void onError(Throwable cause) {
        failure = cause;
        onComplete();
    }

    @Override
    public void onComplete() {
        ended = true;
        deliver();
    }

    private void deliver() {
        if (sending) {
            return;
        }
        sending = true;
        for (T item = waiting; item != null && demand > 0 && !done; item = waiting) {
            waiting = null;
            if (downstream.onNext(item)) {
                demand = Demand.subtract(demand, 1);
            }
        }
        sending = false;
        if (ended && !done && waiting == null) {
            end(failure);
        }
    }
}
