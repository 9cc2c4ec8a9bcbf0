package io.nagare.engine.origin;

import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.LateFailure;
import org.jspecify.annotations.Nullable;

/**
 * A source that always has its next item at hand. It emits in one loop while there is demand; demand from within the
 * loop is only noted. When the strand's budget is used up, the source wakes itself and goes on in a later run. Called
 * on the strand.
 */
abstract class SynchronousSource<T> extends Leaf implements StrandSubscription {

    final StrandSubscriber<? super T> downstream;

    /** Whether it has ended or been cancelled. */
    boolean done;

    /** How many of the items that were sent last did not use their unit of demand. */
    int dropped;

    private long demand;
    private boolean emitting;

    SynchronousSource(StrandSubscriber<? super T> downstream, Strand strand) {
        super(strand);
        this.downstream = downstream;
    }

    /** Whether there is another item. May be called several times for one item. */
    abstract boolean hasNext() throws Exception;

    /**
     * Emits items and sets {@link #dropped}. Stops when {@code demand} items have used their unit of demand, after
     * {@code most} items, at the end, or when {@code done}. Each source has a loop of its own, so that the compiler
     * knows the source's class.
     *
     * @param demand not above {@code most}
     * @return how many items were emitted
     * @throws Exception if the source fails; a subscriber never throws
     */
    abstract int send(int demand, int most) throws Exception;

    /** Releases the source's resources. Called once, at the end. */
    void release() {}

    /** Calls {@code onSubscribe}, and completes at once if there are no items. */
    final void start() {
        downstream.onSubscribe(this);
        if (!done && demand == 0 && !emitting) {
            completeIfExhausted();
        }
    }

    @Override
    public final void request(long n) {
        demand = Demand.add(demand, n);
        if (!emitting && !done) {
            emit();
        }
    }

    @Override
    protected final void run() {
        if (!emitting && !done) {
            emit();
        }
    }

    @Override
    public final void cancel() {
        if (!done) {
            end();
        }
    }

    private void emit() {
        emitting = true;
        while (demand > 0 && !done) {
            int sent;
            try {
                int most = strand().slice();
                sent = send((int) Math.min(demand, most), most);
            } catch (Throwable failure) {
                fail(failure);
                break;
            }
            if (done) {
                break;
            }
            demand = Demand.subtract(demand, sent - dropped);
            if (completeIfExhausted()) {
                break;
            }
            if (!strand().spend(sent) && demand > 0) {
                wake();
                break;
            }
        }
        emitting = false;
    }

    /** Returns an item of a user's code, and throws if it is null. */
    final T notNull(@Nullable T item) {
        if (item == null) {
            throw new NullPointerException(this + " has an element that is null");
        }
        return item;
    }

    /** Completes if there are no more items, so that the end needs no demand. Returns whether the stream has ended. */
    private boolean completeIfExhausted() {
        try {
            if (hasNext()) {
                return false;
            }
        } catch (Throwable failure) {
            fail(failure);
            return true;
        }
        if (!done) {
            end();
            downstream.onComplete();
        }
        return true;
    }

    private void fail(Throwable failure) {
        if (done) {
            LateFailure.tell(failure, strand().driver());
        } else {
            end();
            downstream.onError(failure);
        }
    }

    private void end() {
        done = true;
        release();
    }
}
