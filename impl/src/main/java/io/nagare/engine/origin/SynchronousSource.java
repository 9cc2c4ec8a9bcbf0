package io.nagare.engine.origin;

import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.LateFailure;
import org.jspecify.annotations.Nullable;

/**
 * A source that always has its next item at hand. It emits in a loop of its own while there is demand; demand made from
 * within the loop is only noted. When the strand's budget is used up it makes itself ready and goes on in a later run.
 */
abstract class SynchronousSource<T> extends Leaf implements StrandSubscription {

    final StrandSubscriber<? super T> downstream;

    /** Whether it has ended or been cancelled. */
    boolean done;

    /** Of the items that were sent last, how many left their unit of demand standing. */
    int dropped;

    private long demand;
    private boolean emitting;

    SynchronousSource(StrandSubscriber<? super T> downstream, Strand strand) {
        super(strand);
        this.downstream = downstream;
    }

    /** Whether there is another item. May be called several times for one. */
    abstract boolean hasNext() throws Exception;

    /**
     * Sends items down until {@code demand} of them have used their unit of demand, but {@code most} at the most, and
     * fewer if there are no more or it is {@code done}; sets {@link #dropped}. A loop in each source, so that the
     * compiler sees which source it is.
     *
     * @param demand not above {@code most}
     * @return how many items were sent
     * @throws Exception if the source fails; what a subscriber does never fails
     */
    abstract int send(int demand, int most) throws Exception;

    /** Gives back what is held; called once at the end. */
    void release() {}

    /** Subscribes, and completes at once if there are no items. */
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

    /** An item that a user's code has given. */
    final T notNull(@Nullable T item) {
        if (item == null) {
            throw new NullPointerException(this + " has an element that is null");
        }
        return item;
    }

    /** Looks ahead, so that the end needs no demand. Returns whether it has come. */
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
