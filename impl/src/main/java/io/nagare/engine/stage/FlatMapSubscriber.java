package io.nagare.engine.stage;

import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.policy.Flatten;
import io.nagare.stage.Stage;
import java.util.ArrayDeque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Flattening with several inner publishers at a time, their items in the order of arrival or of the source.
 *
 * <p>An item goes straight down while there is demand and, in source order, its publisher is the first. Otherwise it waits in
 * its publisher's own queue, which the prefetch bounds. A publisher that can be asked for its items is asked when there is
 * demand, and needs no queue.
 *
 * <p>Each outer item holds a place until its publisher has ended and its items have gone; then one more outer item is requested.
 */
final class FlatMapSubscriber<I, O> extends StageSubscriber<I, O> implements StrandSubscription {

    final Flatten options;
    long demand;

    /** Whether there has been demand. */
    boolean started;

    boolean done;

    private final Function<? super I, ? extends Publisher<? extends O>> mapper;
    private final boolean inOrder;
    private final boolean listed;
    private final Strand strand;

    /** Inner publishers with items to take, each at most once; used in arrival order. */
    private final ArrayDeque<FlatMapInner<O>> ready = new ArrayDeque<>(0);

    /** All inner publishers, oldest first. */
    private @Nullable FlatMapInner<O> first;

    private @Nullable FlatMapInner<O> last;
    private @Nullable Leaf resume;
    private boolean draining;
    private boolean upstreamDone;
    private @Nullable Throwable delayed;

    /** The inner publisher that {@link #onNext} is subscribing to; it goes back to null if that one has ended. */
    private @Nullable FlatMapInner<O> attaching;

    FlatMapSubscriber(Stage.FlatMap<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        super(downstream);
        this.mapper = stage.mapper();
        this.options = stage.options();
        this.listed = stage.listed();
        this.inOrder = options.order() == Flatten.Order.SOURCE;
        this.strand = strand;
    }

    @Override
    public void request(long n) {
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

    /** A list of sources is subscribed to without demand, so that an end needs none. */
    @Override
    public void onSubscribe(StrandSubscription subscription) {
        super.onSubscribe(subscription);
        if (listed && !done) {
            requestFirst();
        }
    }

    private void requestFirst() {
        int places = options.concurrency();
        upstream().request(places == Integer.MAX_VALUE ? Demand.UNBOUNDED : places);
    }

    /** Those that were subscribed to before there was demand. */
    private void startAll() {
        for (FlatMapInner<O> inner = first; inner != null && !done; inner = inner.next) {
            inner.start();
        }
        drain();
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            upstream().cancel();
            cancelInners();
        }
    }

    private void cancelInners() {
        ready.clear();
        FlatMapInner<O> inner = first;
        first = null;
        last = null;
        for (; inner != null; inner = inner.next) {
            inner.cancel();
        }
    }

    @Override
    public boolean onNext(I item) {
        Publisher<? extends O> publisher;
        try {
            publisher = notNull(mapper.apply(item), "flatMap: the mapper");
        } catch (Throwable failure) {
            failed(failure);
            return true;
        }
        O constant = Fusion.itemOf(publisher);
        if (constant != null) {
            return !emitConstant(constant);
        }
        if (Fusion.isEmpty(publisher)) {
            return false;
        }
        FlatMapInner<O> inner = new FlatMapInner<>(this);
        inner.pullable = Fusion.isPullable(publisher);
        append(inner);
        attaching = inner;
        strand.attach(publisher, inner);
        boolean holdsPlace = attaching == inner;
        attaching = null;
        return holdsPlace;
    }

    /** Returns whether it went down at once, and so holds no place. */
    private boolean emitConstant(O item) {
        if (demand > 0 && !draining && (!inOrder || first == null)) {
            send(item);
            return true;
        }
        FlatMapInner<O> inner = new FlatMapInner<>(this);
        append(inner);
        inner.keep(item);
        inner.onComplete();
        becameReady(inner);
        return false;
    }

    Strand strand() {
        return strand;
    }

    /** Whether an item of that inner publisher, which has none waiting, may go straight down. */
    boolean mayEmit(FlatMapInner<O> inner) {
        return demand > 0 && !draining && (!inOrder || inner == first);
    }

    boolean send(O item) {
        boolean used = downstream.onNext(item);
        if (used) {
            demand = Demand.subtract(demand, 1);
        }
        return used;
    }

    /** An inner publisher has items to take that it had not before. */
    void becameReady(FlatMapInner<O> inner) {
        if (!inOrder) {
            ready.add(inner);
        }
        if (demand > 0) {
            drain();
        }
    }

    /** An inner publisher has ended and its items have gone. */
    void ended(FlatMapInner<O> inner) {
        boolean wasFirst = inner == first;
        unlink(inner);
        if (done) {
            return;
        }
        if (upstreamDone && first == null) {
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
        if (options.delaysErrors()) {
            delay(failure);
            inner.onComplete();
        } else {
            unlink(inner);
            inner.discardWaiting();
            failed(failure);
        }
    }

    private void failed(Throwable failure) {
        done = true;
        upstream().cancel();
        cancelInners();
        downstream.onError(failure);
    }

    private void delay(Throwable failure) {
        if (delayed == null) {
            delayed = failure;
        } else if (delayed != failure) {
            delayed.addSuppressed(failure);
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (options.delaysErrors()) {
            delay(failure);
            onComplete();
        } else {
            done = true;
            cancelInners();
            downstream.onError(failure);
        }
    }

    @Override
    public void onComplete() {
        upstreamDone = true;
        if (first == null) {
            end();
        }
    }

    private void end() {
        done = true;
        if (delayed == null) {
            downstream.onComplete();
        } else {
            downstream.onError(delayed);
        }
    }

    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        for (FlatMapInner<O> inner = nextReady(); inner != null; inner = nextReady()) {
            O item;
            try {
                item = inner.take();
            } catch (Throwable failure) {
                innerFailed(inner, failure);
                continue;
            }
            if (done) {
                // Taking the item has made its publisher fail, or somebody cancel.
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
                ready.add(inner);
            }
            inner.endIfEmpty();
            if (item != null && !strand.spend(1)) {
                pause();
                break;
            }
        }
        draining = false;
    }

    /** Sees whether there is another item, so that the end needs no demand. Returns false if that has failed the stream. */
    private boolean lookAhead(FlatMapInner<O> inner) {
        try {
            inner.lookAhead();
        } catch (Throwable failure) {
            innerFailed(inner, failure);
        }
        return !done;
    }

    /** The next inner publisher to take an item from, if there is demand and there is one. */
    private @Nullable FlatMapInner<O> nextReady() {
        if (demand == 0 || done) {
            return null;
        }
        if (inOrder) {
            return first != null && first.hasMore() ? first : null;
        }
        return ready.poll();
    }

    /** The budget of this run is used up: goes on in a later one. */
    private void pause() {
        if (resume == null) {
            resume = new Leaf(strand) {
                @Override
                protected void run() {
                    drain();
                }
            };
        }
        resume.wake();
    }

    private void append(FlatMapInner<O> inner) {
        inner.previous = last;
        if (last == null) {
            first = inner;
        } else {
            last.next = inner;
        }
        last = inner;
    }

    private void unlink(FlatMapInner<O> inner) {
        if (inner.unlinked) {
            return;
        }
        inner.unlinked = true;
        if (inner.previous == null) {
            first = inner.next;
        } else {
            inner.previous.next = inner.next;
        }
        if (inner.next == null) {
            last = inner.previous;
        } else {
            inner.next.previous = inner.previous;
        }
    }
}
