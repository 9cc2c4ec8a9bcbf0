package io.nagare.engine.stage;

import io.nagare.driver.Demand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.Discard;
import io.nagare.policy.Flatten;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One inner publisher of a {@link ConcurrentFlattening}: holds its place, and the items that could not go down yet. */
final class FlatMapInner<O> extends StrandSubscriber<O> {

    @Nullable FlatMapInner<O> previous;
    @Nullable FlatMapInner<O> next;
    boolean unlinked;

    private final ConcurrentFlattening<?, O> parent;
    private @Nullable StrandSubscription upstream;

    /** Of a publisher that can be asked for its items, until it has ended; there is no subscription then. */
    private @Nullable Pull<O> pull;

    private @Nullable ArrayDeque<O> queue;

    /** Whether demand for this publisher is not counted, so that none need be made again. */
    private boolean unbounded;

    private int taken;
    private boolean started;
    private boolean ended;

    FlatMapInner(ConcurrentFlattening<?, O> parent, @Nullable Pull<O> pull) {
        super(parent);
        this.parent = parent;
        this.pull = pull;
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        upstream = subscription;
        if (parent.done) {
            subscription.cancel();
        } else if (parent.started) {
            start(subscription);
        }
    }

    /** Asks for items, unless it has already or the publisher has ended. */
    void start() {
        if (started || unlinked || ended) {
            return;
        }
        if (pull != null) {
            started = true;
            parent.becameReady(this);
        } else if (upstream != null) {
            start(upstream);
        }
    }

    private void start(StrandSubscription subscription) {
        started = true;
        boolean goesStraightDown = parent.options.order() == Flatten.Order.ARRIVAL || parent.options.concurrency() == 1;
        unbounded = goesStraightDown && parent.demand == Demand.UNBOUNDED;
        if (unbounded) {
            subscription.request(Demand.UNBOUNDED);
        } else {
            subscription.request(parent.options.prefetch());
        }
    }

    @Override
    public boolean onNext(O item) {
        if (unlinked || parent.done) {
            parent.strand.discard(item);
            return true;
        }
        if (!hasMore() && parent.mayEmit(this)) {
            parent.send(item);
            // As it did not have to wait, its unit of prefetch stands.
            return false;
        }
        boolean wasEmpty = !hasMore();
        keep(item);
        if (wasEmpty) {
            parent.becameReady(this);
        }
        return true;
    }

    @Override
    public void onError(Throwable failure) {
        if (!unlinked && !parent.done) {
            parent.innerFailed(this, failure);
        }
    }

    @Override
    public boolean isDone() {
        return unlinked || parent.isDone();
    }

    @Override
    public void onComplete() {
        pull = null;
        ended = true;
        endIfEmpty();
    }

    void keep(O item) {
        if (queue == null) {
            queue = new ArrayDeque<>(4);
        }
        queue.add(item);
    }

    /** The next item, or null if there turns out to be none. */
    @Nullable O take() {
        if (pull != null) {
            return pullNext(pull);
        }
        O item = queue == null ? null : queue.poll();
        if (item != null && !unbounded && !ended && upstream != null && ++taken >= batch()) {
            int more = taken;
            taken = 0;
            upstream.request(more);
        }
        return item;
    }

    /** If the publisher can be asked, sends all that it has, or a slice. */
    void emitAll() {
        Pull<O> source = pull;
        boolean exhausted = true;
        try {
            exhausted = source != null && parent.emit(source);
        } finally {
            if (exhausted) {
                pull = null;
                ended = true;
            }
        }
    }

    private @Nullable O pullNext(Pull<O> from) {
        try {
            O item = from.poll();
            if (item == null) {
                pull = null;
                ended = true;
            }
            return item;
        } catch (Throwable failure) {
            pull = null;
            throw failure;
        }
    }

    /** If the publisher can be asked and has no more items, it has ended. */
    void lookAhead() {
        if (pull == null) {
            return;
        }
        boolean exhausted = true;
        try {
            exhausted = pull.isExhausted();
        } finally {
            if (exhausted) {
                pull = null;
                ended = true;
            }
        }
    }

    private int batch() {
        int prefetch = parent.options.prefetch();
        return prefetch - (prefetch >> 2);
    }

    boolean hasMore() {
        return pull != null || (queue != null && !queue.isEmpty());
    }

    void endIfEmpty() {
        if (ended && !hasMore() && !unlinked) {
            parent.ended(this);
        }
    }

    void discardWaiting() {
        Discard.all(queue, parent.strand);
        queue = null;
    }

    boolean takeBack(Object item) {
        return upstream != null && upstream.takeBack(item);
    }

    void cancel() {
        unlinked = true;
        discardWaiting();
        Pull<O> source = pull;
        pull = null;
        if (source != null) {
            source.close();
        }
        if (upstream != null) {
            upstream.cancel();
        }
    }
}
