package io.nagare.engine.stage.window;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.stage.EndingSubscriber;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers items into lists of {@code size} items. A list begins every {@code skip} items, so lists overlap, touch, or
 * leave gaps.
 *
 * <p>The first list needs {@code size} items, and each further one {@code skip} more. Exactly that many are requested,
 * so a list is never full without demand for it. Only at the end unfinished lists may have to wait for demand.
 *
 * <p>Only the oldest list that is not full is kept: the lists that overlap with it consist of its last items. So an
 * item is added once, however many lists it is in.
 */
public final class BufferSubscriber<T> extends EndingSubscriber<T, List<T>> {

    private static final int FIRST_CAPACITY = 256;

    private final int size;
    private final int skip;
    private final Strand strand;

    /** The oldest list that is not full, or null before its first item. */
    private @Nullable List<T> open;

    private long demand;

    /** How many more items are dropped before the next list begins. */
    private int gap;

    /** How many of the open list's last items were in no earlier list. */
    private int fresh;

    private boolean started;
    private boolean ended;
    private boolean delivering;

    public BufferSubscriber(int size, int skip, StrandSubscriber<? super List<T>> downstream, Strand strand) {
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
    public boolean onNext(T item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        if (gap > 0) {
            gap--;
            strand.discard(item);
            return true;
        }
        List<T> list = open;
        if (list == null) {
            list = new ArrayList<>(Math.min(size, FIRST_CAPACITY));
            open = list;
        }
        list.add(item);
        fresh++;
        if (list.size() == size) {
            gap = Math.max(0, skip - size);
            if (!send(list) && !done) {
                upstream().request(skip);
            }
        }
        return true;
    }

    /**
     * Emits the open list. The next list begins with the items that the two share. Returns whether the list used its
     * unit of demand.
     */
    private boolean send(List<T> list) {
        int length = list.size();
        List<T> next = null;
        if (length > skip) {
            next = new ArrayList<>(length);
            next.addAll(list.subList(skip, length));
        }
        open = next;
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
        while (demand > 0 && !done && open != null) {
            send(open);
        }
        delivering = false;
        if (open == null && !done) {
            end(null);
        }
    }

    /** Discards the items of the open list that were in no earlier list. */
    @Override
    protected void release() {
        List<T> list = open;
        open = null;
        if (list != null) {
            list.subList(list.size() - fresh, list.size()).forEach(strand::discard);
        }
    }
}
