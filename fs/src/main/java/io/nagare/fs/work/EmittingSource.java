package io.nagare.fs.work;

import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.fs.contract.FileOperationException;
import org.jspecify.annotations.Nullable;

/**
 * One subscription, on its strand, that emits what a blocking thread has left for it. That thread wakes this when there
 * is more.
 *
 * <p>Always holds: items are emitted in one loop, within demand; nothing follows the end or a cancellation.
 *
 * @param <T> the items
 */
public abstract class EmittingSource<T> extends Leaf implements StrandSubscription {

    private final StrandSubscriber<? super T> subscriber;

    /** What an item costs of a strand's budget. */
    private final int cost;

    protected long demand;
    private boolean emitting;
    private boolean done;

    protected EmittingSource(int cost, StrandSubscriber<? super T> subscriber, Strand strand) {
        super(strand);
        this.cost = cost;
        this.subscriber = subscriber;
    }

    /** Takes the next item, for which there is demand. Returns null if there is none now. */
    protected abstract @Nullable T next();

    /** Decides what comes next. Called when there is no item or no demand. */
    protected abstract void settle();

    /** Gives up what this holds: it has ended or was cancelled. Called once. */
    protected abstract void release();

    public final void start() {
        LoadedClasses.once();
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        demand = Demand.add(demand, n);
        run();
    }

    @Override
    public final void cancel() {
        if (!done) {
            done = true;
            release();
        }
    }

    @Override
    protected void run() {
        if (done || emitting) {
            return;
        }
        emitting = true;
        boolean budgetLeft = emit();
        emitting = false;
        if (!done && budgetLeft) {
            settle();
        }
    }

    /**
     * Emits items while there are some and there is demand. Returns false if the strand's budget is used up; then this
     * is ready again.
     */
    private boolean emit() {
        while (demand > 0 && !done) {
            T item = next();
            if (item == null) {
                break;
            }
            if (subscriber.onNext(item)) {
                demand = Demand.subtract(demand, 1);
            }
            if (!strand().spend(cost)) {
                wake();
                return false;
            }
        }
        return true;
    }

    /** Ends this and passes the end on: the failure, or the completion without one. */
    protected final void end(@Nullable FileOperationException failure) {
        done = true;
        release();
        if (failure == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(failure);
        }
    }

    protected final boolean isDone() {
        return done;
    }
}
