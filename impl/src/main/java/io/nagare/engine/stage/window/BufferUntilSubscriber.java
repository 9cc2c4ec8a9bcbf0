package io.nagare.engine.stage.window;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.EndingSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gathers items into lists. A predicate determines where each list ends. Upstream's unit of demand counts as used only
 * when a list is emitted. So only the last list may have to wait for demand.
 */
public final class BufferUntilSubscriber<T> extends EndingSubscriber<T, List<T>> {

    private final Supplier<? extends Predicate<? super T>> boundaries;
    private final boolean before;
    private final Strand strand;
    private @Nullable Predicate<? super T> boundary;
    private List<T> list = new ArrayList<>();
    private long demand;
    private boolean ended;

    public BufferUntilSubscriber(
            Supplier<? extends Predicate<? super T>> boundaries,
            boolean before,
            StrandSubscriber<? super List<T>> downstream,
            Strand strand) {
        super(downstream);
        this.boundaries = boundaries;
        this.before = before;
        this.strand = strand;
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        try {
            boundary = notNull(boundaries.get(), "bufferUntil: the supplier of the predicate");
        } catch (Throwable failure) {
            refuse(subscription, failure);
            return;
        }
        super.onSubscribe(subscription);
    }

    @Override
    public void request(long n) {
        if (done) {
            return;
        }
        demand = Demand.add(demand, n);
        if (!ended) {
            upstream().request(n);
        } else if (!list.isEmpty()) {
            deliverLast();
        }
    }

    @Override
    @SuppressWarnings("NullAway") // the predicate was made in onSubscribe
    public boolean onNext(T item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        boolean atBoundary;
        try {
            atBoundary = boundary.test(item);
        } catch (Throwable failure) {
            strand.discard(item);
            stop();
            return fail(failure);
        }
        if (done) {
            strand.discard(item);
            return true;
        }
        if (!before) {
            list.add(item);
            return atBoundary && send(new ArrayList<>());
        }
        if (!atBoundary || list.isEmpty()) {
            list.add(item);
            return false;
        }
        List<T> next = new ArrayList<>();
        next.add(item);
        return send(next);
    }

    /** Emits the list and puts the next one in its place. Returns whether the list used its unit of demand. */
    private boolean send(List<T> next) {
        List<T> complete = list;
        list = next;
        boolean used = downstream.onNext(complete);
        if (used) {
            demand = Demand.subtract(demand, 1);
        }
        return used;
    }

    @Override
    public void onComplete() {
        ended = true;
        if (list.isEmpty() || demand > 0) {
            deliverLast();
        }
    }

    private void deliverLast() {
        if (!list.isEmpty()) {
            send(new ArrayList<>(0));
        }
        if (!done) {
            end(null);
        }
    }

    @Override
    protected void release() {
        list.forEach(strand::discard);
        list.clear();
    }
}
