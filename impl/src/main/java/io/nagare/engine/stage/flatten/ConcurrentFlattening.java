package io.nagare.engine.stage.flatten;

import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.fusion.Pull;
import io.nagare.engine.stage.DelayedFailure;
import io.nagare.engine.stage.StageSubscriber;
import io.nagare.engine.strand.ActionLeaf;
import io.nagare.engine.strand.StreamEnd;
import io.nagare.policy.Flatten;
import io.nagare.stage.Stage;
import java.util.ArrayDeque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Flattens several inner publishers at a time, in order of arrival or in source order. Called on the strand.
 *
 * <p>An item goes straight down while there is demand and, in source order, its publisher is the first. Otherwise it
 * waits in the queue of its publisher, which the prefetch bounds. A pull is asked for its items when there is demand.
 * Each outer item holds a place until its publisher has ended and all its items have gone down.
 */
abstract class ConcurrentFlattening<I, O> extends StageSubscriber<I, O> implements StrandSubscription {

    final Flatten options;
    final Function<? super I, ?> mapper;
    final Strand strand;
    long demand;

    /** Whether there has been demand. */
    boolean started;

    boolean done;

    private final boolean inOrder;
    private final boolean listed;

    private int taken; // items that went straight down, not yet taken from the budget

    private int paidAt; // how many are taken from the budget at once

    /** Inner publishers with items to take, each once at most. Used in arrival order only. */
    private final ArrayDeque<FlatMapInner<O>> ready = new ArrayDeque<>(0);

    /** All inner publishers that hold a place, oldest first. */
    private final InnerList<O> inners = new InnerList<>();

    private @Nullable Leaf resume;
    private boolean draining;
    private boolean upstreamDone;
    private @Nullable Throwable delayed;

    /** The inner publisher that {@link #onNext} is subscribing to, or null again if that publisher has ended. */
    private @Nullable FlatMapInner<O> attaching;

    ConcurrentFlattening(Stage.FlatMap<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        super(downstream);
        this.mapper = stage.mapper();
        this.options = stage.options();
        this.listed = stage.listed();
        this.inOrder = options.order() == Flatten.Order.SOURCE;
        this.strand = strand;
        this.paidAt = strand.slice();
    }

    @Override
    public final void request(long n) {
        if (done) {
            return;
        }
        demand = Demand.add(demand, n);
        if (started) {
            drain();
            return;
        }
        started = true;
        if (listed) {
            startAll();
        } else {
            requestFirst();
        }
    }

    /** Subscribes to a list of sources without demand, so that an end needs none. */
    @Override
    public final void onSubscribe(StrandSubscription subscription) {
        super.onSubscribe(subscription);
        if (listed && !done) {
            requestFirst();
        }
    }

    private void requestFirst() {
        int places = options.concurrency();
        upstream().request(places == Integer.MAX_VALUE ? Demand.UNBOUNDED : places);
    }

    /** Starts the inner publishers that were subscribed to before there was demand. */
    private void startAll() {
        inners.startAll(this);
        drain();
    }

    @Override
    public final void cancel() {
        if (!done) {
            done = true;
            upstream().cancel();
            cancelInners();
        }
    }

    @Override
    public final boolean takeBack(Object item) {
        return inners.takeBack(item);
    }

    private void cancelInners() {
        ready.clear();
        inners.cancelAll();
    }

    /** Subscribes to an inner publisher that is no pull. Returns whether it holds a place. */
    @SuppressWarnings("unchecked") // the mapper returns only publishers
    final boolean attach(Object publisher) {
        FlatMapInner<O> inner = new FlatMapInner<>(this, null);
        inners.add(inner);
        attaching = inner;
        strand.attach((Publisher<? extends O>) publisher, inner);
        boolean holdsPlace = attaching == inner;
        attaching = null;
        return holdsPlace;
    }

    /** Keeps a pull until its items can go down. Returns whether it holds a place. */
    final boolean keep(Pull<O> source) {
        try {
            if (!done && source.isExhausted()) {
                return false;
            }
        } catch (Throwable failure) {
            return placelessFailed(failure);
        }
        if (done) {
            source.close();
            return true;
        }
        FlatMapInner<O> inner = new FlatMapInner<>(this, source);
        inners.add(inner);
        if (started) {
            inner.start();
        }
        return true;
    }

    /** Takes items that went straight down from the budget. The outer items' source notices when that is used up. */
    final void spend(int items) {
        taken += items;
        if (taken >= paidAt) {
            strand.spend(taken);
            taken = 0;
            paidAt = strand.slice();
        }
    }

    /** Handles the failure of an inner publisher that holds no place. Returns whether that ends the stream. */
    final boolean placelessFailed(Throwable failure) {
        if (done) {
            return fail(failure);
        }
        if (!options.delaysErrors()) {
            failed(failure);
            return true;
        }
        delayed = DelayedFailure.add(delayed, failure);
        return false;
    }

    /** Ends everything because the mapper has thrown. Returns the result for {@code onNext}. */
    final boolean mapperFailed(Throwable failure) {
        if (!done) {
            done = true;
            upstream().cancel();
            cancelInners();
        }
        return fail(failure);
    }

    /** Whether an item of the newest inner publisher may go straight down. */
    final boolean mayEmitNewest() {
        return demand > 0 && !draining && !done && (!inOrder || inners.first == null);
    }

    /** Emits a constant or keeps it. Returns whether it went down at once, and so holds no place. */
    final boolean emitConstant(O item) {
        if (mayEmitNewest()) {
            send(item);
            return true;
        }
        return !keepConstant(item);
    }

    /** Keeps a constant in a place of its own. Returns whether it holds one. */
    private boolean keepConstant(O item) {
        if (done) {
            strand.discard(item);
            return false;
        }
        FlatMapInner<O> inner = new FlatMapInner<>(this, null);
        inners.add(inner);
        inner.keep(item);
        inner.onComplete();
        becameReady(inner);
        return true;
    }

    /** Whether an item of an inner publisher that has none waiting may go straight down. */
    boolean mayEmit(FlatMapInner<O> inner) {
        return demand > 0 && !draining && !done && (!inOrder || inner == inners.first);
    }

    /** Emits an item. Returns whether it used its unit of demand. */
    abstract boolean send(O item);

    /** Emits a slice of a pull at most, while there is demand. Returns whether it has ended; throws its failure. */
    abstract boolean emit(Pull<O> source);

    /** Called when an inner publisher has items to take and had none before. */
    void becameReady(FlatMapInner<O> inner) {
        if (!inOrder) {
            ready.add(inner);
        }
        if (demand > 0) {
            drain();
        }
    }

    /** Called when an inner publisher has ended and its items have gone down. */
    void ended(FlatMapInner<O> inner) {
        boolean wasFirst = inner == inners.first;
        inners.remove(inner);
        if (done) {
            return;
        }
        if (upstreamDone && inners.first == null) {
            end();
            return;
        }
        if (inner == attaching) {
            attaching = null;
        } else if (!upstreamDone) {
            upstream().request(1);
        }
        if (inOrder && wasFirst && demand > 0) {
            drain();
        }
    }

    void innerFailed(FlatMapInner<O> inner, Throwable failure) {
        if (done) {
            fail(failure);
            return;
        }
        if (options.delaysErrors()) {
            delayed = DelayedFailure.add(delayed, failure);
            inner.onComplete();
        } else {
            inners.remove(inner);
            inner.discardWaiting();
            failed(failure);
        }
    }

    final void failed(Throwable failure) {
        done = true;
        upstream().cancel();
        cancelInners();
        downstream.onError(failure);
    }

    @Override
    public final boolean isDone() {
        return done || super.isDone();
    }

    @Override
    public final void onError(Throwable failure) {
        if (done) {
            return;
        }
        if (options.delaysErrors()) {
            delayed = DelayedFailure.add(delayed, failure);
            onComplete();
        } else {
            done = true;
            cancelInners();
            downstream.onError(failure);
        }
    }

    @Override
    public final void onComplete() {
        upstreamDone = true;
        if (inners.first == null && !done) {
            end();
        }
    }

    private void end() {
        done = true;
        StreamEnd.send(downstream, delayed);
    }

    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        for (FlatMapInner<O> inner = nextReady(); inner != null; inner = nextReady()) {
            O item;
            try {
                if (demand == Demand.UNBOUNDED) {
                    inner.emitAll();
                }
                item = inner.take();
            } catch (Throwable failure) {
                innerFailed(inner, failure);
                continue;
            }
            if (done) {
                // Taking the item has failed its publisher, or cancelled the stream.
                strand.discard(item);
                break;
            }
            if (item != null) {
                send(item);
                if (done) {
                    break;
                }
                if (demand == 0 && !lookAhead(inner)) {
                    break;
                }
            }
            if (!inOrder && inner.hasMore()) {
                takeTurns(inner);
            }
            inner.endIfEmpty();
            if (item != null && !strand.spend(1)) {
                pause();
                break;
            }
        }
        draining = false;
    }

    /** Queues an inner publisher that has emitted an item: last, or first if demand is unbounded. */
    private void takeTurns(FlatMapInner<O> inner) {
        if (demand == Demand.UNBOUNDED) {
            ready.addFirst(inner);
        } else {
            ready.add(inner);
        }
    }

    /** Checks for another item, so that the end needs no demand. Returns false if that has failed the stream. */
    private boolean lookAhead(FlatMapInner<O> inner) {
        try {
            inner.lookAhead();
        } catch (Throwable failure) {
            innerFailed(inner, failure);
        }
        return !done;
    }

    /** Returns the next inner publisher to take an item from, or null if there is none or no demand. */
    private @Nullable FlatMapInner<O> nextReady() {
        if (demand == 0 || done) {
            return null;
        }
        if (inOrder) {
            return inners.first != null && inners.first.hasMore() ? inners.first : null;
        }
        return ready.poll();
    }

    /** Goes on in a later run, because the budget of this one is used up. */
    private void pause() {
        if (resume == null) {
            resume = new ActionLeaf(strand, this::drain);
        }
        resume.wake();
    }
}
