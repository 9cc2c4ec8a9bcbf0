package io.nagare.engine.stage;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers items into lists of one size; another list begins every so many items, so that lists overlap, touch, or leave
 * gaps.
 *
 * <p>The first list needs {@code size} items and each further one {@code skip} more: that is what is requested, so a
 * list is never full while there is no demand for it. Only at the end may unfinished lists have to wait for demand.
 */
final class BufferSubscriber<T> extends StageSubscriber<T, List<T>> implements StrandSubscription {

    private static final int FIRST_CAPACITY = 256;

    private final int size;
    private final int skip;
    private final Strand strand;

    /** Lists that are not full, oldest first. The oldest has all items of the others. */
    private final ArrayDeque<List<T>> open = new ArrayDeque<>(1);

    private long demand;

    /** Items until the next list begins. */
    private int untilNext;

    /** How many of the oldest list's last items have not gone down in an earlier list. */
    private int fresh;

    private boolean started;
    private boolean ended;
    private boolean delivering;
    private boolean done;

    BufferSubscriber(int size, int skip, StrandSubscriber<? super List<T>> downstream, Strand strand) {
        super(downstream);
        this.size = size;
        this.skip = skip;
        this.strand = strand;
    }

    @Override
    public void request(long n) {
        if (done) {
            return;
        }
        demand = Demand.add(demand, n);
        if (ended) {
            deliverRest();
        } else if (started) {
            upstream().request(Demand.multiply(n, skip));
        } else {
            started = true;
            upstream().request(Demand.add(size, Demand.multiply(n - 1, skip)));
        }
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            upstream().cancel();
            discardOpen();
        }
    }

    @Override
    public boolean isDone() {
        return done || super.isDone();
    }

    @Override
    public boolean onNext(T item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        if (untilNext == 0) {
            open.add(new ArrayList<>(Math.min(size, FIRST_CAPACITY)));
            untilNext = skip;
        }
        untilNext--;
        if (open.isEmpty()) {
            strand.discard(item);
            return true;
        }
        fresh++;
        open.forEach(list -> list.add(item));
        if (open.element().size() == size && !send(open.remove()) && !done) {
            upstream().request(skip);
        }
        return true;
    }

    /** Returns whether the list used up a unit of demand. */
    private boolean send(List<T> list) {
        fresh = 0;
        boolean used = downstream.onNext(list);
        if (used) {
            demand = Demand.subtract(demand, 1);
        }
        return used;
    }

    @Override
    public void onComplete() {
        ended = true;
        deliverRest();
    }

    private void deliverRest() {
        if (delivering) {
            return;
        }
        delivering = true;
        while (demand > 0 && !done && !open.isEmpty()) {
            send(open.remove());
        }
        delivering = false;
        if (open.isEmpty() && !done) {
            done = true;
            downstream.onComplete();
        }
    }

    @Override
    public void onError(Throwable failure) {
        done = true;
        discardOpen();
        downstream.onError(failure);
    }

    private void discardOpen() {
        List<T> oldest = open.poll();
        open.clear();
        if (oldest != null) {
            oldest.subList(oldest.size() - fresh, oldest.size()).forEach(strand::discard);
        }
    }
}
