package io.nagare.engine.stage.transform;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.strand.Discard;
import io.nagare.stage.Stage;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs a user's step that may emit many items for one. Upstream has at most one unit of demand, which is used only when
 * downstream has no more demand. So the queue never holds more items than the step emitted for one.
 */
public final class ExpandingGatherSubscriber<A, I, O> extends GatheringSubscriber<A, I, O> {

    /** The items that the step has emitted beyond demand. Null until there is one. */
    private @Nullable ArrayDeque<O> queue;

    private long demand;

    /** Whether upstream has a unit of demand, or unbounded demand if downstream's is unbounded. */
    private boolean requested;

    /** Whether this is emitting or inside the user's step. Demand from within is only noted. */
    private boolean busy;

    public ExpandingGatherSubscriber(
            Stage.Gather<A, I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        super(stage, downstream, strand);
    }

    @Override
    public void request(long n) {
        demand = Demand.add(demand, n);
        if (!busy) {
            drain();
        }
    }

    @Override
    protected void release() {
        Discard.all(queue, strand);
        super.release();
    }

    @Override
    @SuppressWarnings("NullAway") // the state is what the supplier made of it
    public boolean onNext(I item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        busy = true;
        try {
            stage.step().apply(state, item, this);
        } catch (Throwable thrown) {
            error(thrown);
        }
        busy = false;
        if (done) {
            return failure == null || fail(failure);
        }
        if (ended) {
            releaseState();
            upstream().cancel();
            drain();
            return true;
        }
        if (demand > 0 && isKept()) {
            drain();
        }
        if (done) {
            return true;
        }
        requested = demand > 0;
        return !requested;
    }

    @Override
    @SuppressWarnings("NullAway") // the state is what the supplier made of it
    public void onComplete() {
        if (done) {
            return;
        }
        busy = true;
        try {
            stage.finish().accept(state, this);
        } catch (Throwable thrown) {
            error(thrown);
            releaseState();
        }
        busy = false;
        ended = true;
        if (done && failure != null) {
            fail(failure);
        }
        drain();
    }

    @Override
    public void onError(Throwable cause) {
        if (done) {
            return;
        }
        error(cause);
        releaseState();
        drain();
    }

    private void drain() {
        busy = true;
        while (demand > 0 && !done) {
            O item = queue == null ? null : queue.poll();
            if (item == null) {
                break;
            }
            send(item);
        }
        busy = false;
        if (done) {
            return;
        }
        if (ended && !isKept()) {
            state = null;
            end(failure);
        } else if (demand > 0 && !requested) {
            requested = true;
            upstream().request(demand == Demand.UNBOUNDED ? Demand.UNBOUNDED : 1);
        }
    }

    private void send(O item) {
        if (downstream.onNext(item) && demand != Demand.UNBOUNDED) {
            demand--;
        }
    }

    private boolean isKept() {
        return queue != null && !queue.isEmpty();
    }

    @Override
    public void emit(O item) {
        Objects.requireNonNull(item, "emitted null");
        if (done || ended) {
            strand.discard(item);
            return;
        }
        if (demand > 0 && !isKept()) {
            send(item);
            return;
        }
        if (queue == null) {
            queue = new ArrayDeque<>();
        }
        queue.add(item);
    }
}
