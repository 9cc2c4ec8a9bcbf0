package io.nagare.engine.stage.window;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.stage.TimerSubscriber;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers items into lists. A list ends when it is full, or when its time is up, which runs from its first item. An
 * ended list waits for demand, and takes further items meanwhile while it has room.
 *
 * <p>Always holds, unless demand is unbounded: the items in the list and those requested together fit into it. So a
 * full list has stopped upstream.
 */
public final class BufferTimeoutSubscriber<T> extends TimerSubscriber<T, List<T>> {

    private final int size;
    private final long limitNanos;
    private List<T> list = new ArrayList<>();
    private long demand;

    /** How many items were requested and have not arrived. */
    private long requested;

    /** Whether the list's time is up. */
    private boolean late;

    private boolean draining;
    private boolean ended;

    public BufferTimeoutSubscriber(
            int size, long limitNanos, StrandSubscriber<? super List<T>> downstream, Strand strand) {
        super(downstream, strand);
        this.size = size;
        this.limitNanos = limitNanos;
    }

    @Override
    protected void timeIsUp() {
        if (!done && deadline.reached() && !list.isEmpty()) {
            late = true;
            drain();
        }
    }

    @Override
    public void request(long n) {
        if (!done) {
            demand = Demand.add(demand, n);
            drain();
        }
    }

    @Override
    protected void release() {
        super.release();
        list.forEach(strand::discard);
        list.clear();
    }

    @Override
    public boolean onNext(T item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        requested = Demand.subtract(requested, 1);
        list.add(item);
        if (list.size() >= size) {
            drain();
        } else if (list.size() == 1) {
            deadline.arm(now() + limitNanos);
        }
        return true;
    }

    @Override
    public void onComplete() {
        ended = true;
        drain();
    }

    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        while (demand > 0 && !done && isComplete()) {
            send();
        }
        draining = false;
        if (done) {
            return;
        }
        if (!ended) {
            requestMore();
        } else if (list.isEmpty()) {
            end(null);
        }
    }

    private boolean isComplete() {
        return list.size() >= size || ((late || ended) && !list.isEmpty());
    }

    private void send() {
        List<T> complete = list;
        list = new ArrayList<>();
        late = false;
        deadline.disarm();
        if (downstream.onNext(complete)) {
            demand = Demand.subtract(demand, 1);
        }
    }

    private void requestMore() {
        if (demand == 0 || requested == Demand.UNBOUNDED) {
            return;
        }
        long more = demand == Demand.UNBOUNDED ? Demand.UNBOUNDED : size - list.size() - requested;
        if (more > 0) {
            requested = Demand.add(requested, more);
            upstream().request(more);
        }
    }
}
