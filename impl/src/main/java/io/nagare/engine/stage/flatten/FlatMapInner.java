package io.nagare.engine.stage.flatten;

import io.nagare.driver.Demand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.fusion.Pull;
import io.nagare.engine.strand.Discard;
import io.nagare.policy.Flatten;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One inner publisher of a {@link ConcurrentFlattening}. It holds the publisher's place, and the items that could not
 * go down yet. Called on the strand.
 */
final class FlatMapInner<O> extends StrandSubscriber<O> {

    @Nullable FlatMapInner<O> previous;
    @Nullable FlatMapInner<O> next;
    boolean unlinked;

    private final ConcurrentFlattening<?, O> parent;
    private @Nullable StrandSubscription upstream;

    /** The publisher as a pull, if it is one, until it has ended. There is no subscription then. */
    private @Nullable Pull<O> pull;

    private @Nullable ArrayDeque<O> queue;

    /** Whether this publisher's demand is unbounded, so that no more need be requested. */
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

    /** Requests items, unless that is done already or the publisher has ended. */
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
            // The item did not wait, so it did not use its unit of the prefetch.
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

    /** Takes the next item, or returns null if there turns out to be none. */
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

    /** Emits a slice of a pull's items at most, or all it has if they are fewer. */
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

    /** Ends a pull that has no more items. */
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
