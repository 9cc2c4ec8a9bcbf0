package io.nagare.engine.stage.demand;

import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.EndingSubscriber;
import io.nagare.engine.strand.ActionLeaf;
import io.nagare.engine.strand.Discard;
import io.nagare.failure.OverflowException;
import io.nagare.policy.Overflow;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Requests everything from upstream, and buffers items without demand as far as the policy allows. If the policy allows
 * none, it requests only with the first demand: earlier items could only be dropped.
 */
public final class OnOverflowSubscriber<T> extends EndingSubscriber<T, T> {

    private final Overflow overflow;
    private final Strand strand;
    private final ArrayDeque<T> queue = new ArrayDeque<>(0);
    private @Nullable Leaf resume;
    private long demand;
    private boolean started;
    private boolean draining;
    private @Nullable Throwable failure;
    private boolean ended;

    public OnOverflowSubscriber(Overflow overflow, StrandSubscriber<? super T> downstream, Strand strand) {
        super(downstream);
        this.overflow = overflow;
        this.strand = strand;
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        super.onSubscribe(subscription);
        if (overflow.capacity() > 0) {
            start();
        }
    }

    private void start() {
        if (!started && !done) {
            started = true;
            upstream().request(Demand.UNBOUNDED);
        }
    }

    @Override
    public void request(long n) {
        if (!done) {
            demand = Demand.add(demand, n);
            drain();
            start();
        }
    }

    @Override
    protected void release() {
        Discard.all(queue, strand);
    }

    @Override
    public boolean onNext(T item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        if (demand > 0 && queue.isEmpty() && !draining) {
            send(item);
        } else if (queue.size() < overflow.capacity() || queue.size() < demand) {
            queue.add(item);
        } else {
            overflow(item);
        }
        return true;
    }

    private void overflow(T item) {
        switch (overflow.strategy()) {
            case DROP_NEWEST -> strand.discard(item);
            case DROP_OLDEST -> {
                T oldest = queue.poll();
                queue.add(item);
                strand.discard(oldest);
            }
            case FAIL -> {
                upstream().cancel();
                strand.discard(item);
                onError(new OverflowException("onOverflow", demand, overflow.capacity()));
            }
        }
    }

    private void send(T item) {
        if (downstream.onNext(item)) {
            demand = Demand.subtract(demand, 1);
        }
    }

    @Override
    public void onError(Throwable cause) {
        failure = cause;
        onComplete();
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
        while (demand > 0 && !done && !queue.isEmpty()) {
            send(queue.remove());
            if (!strand.spend(1)) {
                pause();
                break;
            }
        }
        draining = false;
        if (ended && !done && queue.isEmpty()) {
            end(failure);
        }
    }

    /** Goes on in a later run, because the budget of this one is used up. */
    private void pause() {
        if (resume == null) {
            resume = new ActionLeaf(strand, this::drain);
        }
        resume.wake();
    }
}
