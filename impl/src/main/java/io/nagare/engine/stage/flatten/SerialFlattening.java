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
import io.nagare.stage.Stage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Flattens one inner publisher at a time, which gets all of downstream's demand. The next outer item is requested when
 * the inner publisher has ended and there is demand. For a list of sources it is requested without demand. Nothing is
 * prefetched and nothing is kept. Called on the strand.
 *
 * <p>A pull is asked for items while there is demand, in a loop that the budget breaks.
 */
abstract class SerialFlattening<I, O> extends StageSubscriber<I, O> implements StrandSubscription {

    /** The name of the mapper in the message about a null result. */
    static final String MAPPER = "concatMap (of a One: flatMap, flatMapMany): the mapper";

    final Function<? super I, ?> mapper;
    final Strand strand;
    /**
     * Downstream's demand. 0 after a cancellation, so that this one check suffices before an item is emitted at once.
     */
    long demand;

    /** Whether upstream has a unit of demand. */
    boolean requested;

    /** The inner publisher, if it is a pull. */
    @Nullable Pull<O> pull;

    boolean draining;

    /** How many pulled items are not yet taken from the budget. */
    int taken;

    /** How many items are taken from the budget at once. */
    int paidAt;

    /**
     * Whether {@link #onNext} is subscribing to an inner publisher. If it ends meanwhile, only {@link #onNext} goes on.
     */
    boolean attaching;

    boolean done;

    private final boolean listed;
    private final boolean delaysErrors;

    /** The inner publisher, if it is no pull. */
    private @Nullable Inner active;

    private @Nullable Leaf resume;
    private boolean upstreamDone;
    private @Nullable Throwable delayed;

    SerialFlattening(Stage.FlatMap<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        super(downstream);
        this.mapper = stage.mapper();
        this.listed = stage.listed();
        this.delaysErrors = stage.options().delaysErrors();
        this.strand = strand;
        this.paidAt = strand.slice();
    }

    /**
     * Emits items of the pull while there is demand, and ends with {@link #drained}. Does nothing if called from
     * within.
     */
    abstract void drain();

    /** Emits an item. Returns whether it used its unit of demand. */
    abstract boolean send(O item);

    final boolean isActive() {
        return pull != null || active != null;
    }

    @Override
    public final void onSubscribe(StrandSubscription subscription) {
        super.onSubscribe(subscription);
        requestOuter();
    }

    @Override
    public final void request(long n) {
        if (done) {
            return;
        }
        demand = Demand.add(demand, n);
        if (pull != null) {
            drain();
        } else if (active == null) {
            requestOuter();
        } else if (active.upstream != null) {
            active.upstream.request(n);
        }
    }

    private void requestOuter() {
        if (!isActive() && !requested && !attaching && mayTakeNext() && !upstreamDone) {
            requested = true;
            upstream().request(1);
        }
    }

    final boolean mayTakeNext() {
        return !done && (demand > 0 || listed);
    }

    /** Subscribes to an inner publisher that is no pull. */
    final void attach(Object publisher) {
        Inner inner = new Inner();
        active = inner;
        strand.attach(publisherOf(publisher), inner);
    }

    @SuppressWarnings("unchecked") // the mapper returns only publishers
    private Publisher<? extends O> publisherOf(Object publisher) {
        return (Publisher<? extends O>) publisher;
    }

    /** Takes the pulled items from the budget. If it is used up, returns false and goes on in a later run. */
    final boolean spend() {
        int units = taken;
        taken = 0;
        boolean mayGoOn = strand.spend(units);
        paidAt = strand.slice();
        if (mayGoOn) {
            return true;
        }
        if (resume == null) {
            resume = new ActionLeaf(strand, this::drain);
        }
        resume.wake();
        return false;
    }

    /**
     * Called when the pull has failed, has ended, or has no demand for now. Looks ahead, so that an end needs no
     * demand.
     */
    final void drained(@Nullable Throwable failure) {
        Throwable cause = failure;
        if (cause == null && demand == 0 && pull != null) {
            try {
                pull = pull.isExhausted() ? null : pull;
            } catch (Throwable thrown) {
                cause = thrown;
            }
        }
        if (cause != null) {
            innerFailed(cause);
        } else if (pull == null && !done) {
            innerEnded();
        }
    }

    @Override
    public final void cancel() {
        if (!done) {
            done = true;
            demand = 0;
            upstream().cancel();
            cancelInner();
        }
    }

    @Override
    public final boolean takeBack(Object item) {
        return active != null && active.upstream != null && active.upstream.takeBack(item);
    }

    private void cancelInner() {
        Inner inner = active;
        active = null;
        if (inner != null && inner.upstream != null) {
            inner.upstream.cancel();
        }
        Pull<O> source = pull;
        pull = null;
        if (source != null) {
            source.close();
        }
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
        upstreamDone = true;
        if (delaysErrors) {
            delay(failure);
            if (!isActive()) {
                end();
            }
        } else {
            done = true;
            cancelInner();
            downstream.onError(failure);
        }
    }

    @Override
    public final void onComplete() {
        upstreamDone = true;
        if (!isActive() && !done) {
            end();
        }
    }

    private void end() {
        done = true;
        StreamEnd.send(downstream, delayed);
    }

    private void delay(Throwable failure) {
        delayed = DelayedFailure.add(delayed, failure);
    }

    private void innerEnded() {
        active = null;
        pull = null;
        if (done) {
            return;
        }
        if (upstreamDone) {
            end();
        } else {
            requestOuter();
        }
    }

    final void innerFailed(Throwable failure) {
        if (done) {
            fail(failure);
            return;
        }
        if (delaysErrors) {
            delay(failure);
            innerEnded();
        } else {
            active = null;
            pull = null;
            done = true;
            upstream().cancel();
            downstream.onError(failure);
        }
    }

    private final class Inner extends StrandSubscriber<O> {

        private @Nullable StrandSubscription upstream;

        Inner() {
            super(SerialFlattening.this);
        }

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            upstream = subscription;
            if (done) {
                subscription.cancel();
            } else if (demand > 0) {
                subscription.request(demand);
            }
        }

        @Override
        public boolean onNext(O item) {
            if (done) {
                strand.discard(item);
                return true;
            }
            return send(item);
        }

        @Override
        public void onError(Throwable failure) {
            if (active == this) {
                innerFailed(failure);
            }
        }

        @Override
        public void onComplete() {
            if (active == this) {
                innerEnded();
            }
        }

        @Override
        public boolean isDone() {
            return active != this || SerialFlattening.this.isDone();
        }
    }
}
