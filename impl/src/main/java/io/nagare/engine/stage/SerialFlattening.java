package io.nagare.engine.stage;

import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.stage.Stage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Flattening with one inner publisher at a time: it is given all of downstream's demand, and the next outer item is
 * requested when it has ended and there is demand, or without demand if it is one of a list of sources. Nothing is
 * prefetched and nothing is kept. A publisher that can be asked for its items is asked when there is demand, in a loop
 * that the budget breaks.
 */
abstract class SerialFlattening<I, O> extends StageSubscriber<I, O> implements StrandSubscription {

    /** Whose result may not be null. */
    static final String MAPPER = "concatMap (of a One: flatMap, flatMapMany): the mapper";

    final Function<? super I, ?> mapper;
    final Strand strand;
    /** 0 when this is cancelled, so that looking at it is enough for what would be sent on the spot. */
    long demand;

    /** Whether upstream has a unit of demand. */
    boolean requested;

    /** The inner publisher, if it can be asked for its items. */
    @Nullable Pull<O> pull;

    boolean draining;

    /** Items taken from publishers that the budget has not paid for. */
    int taken;

    /** How many those may be. */
    int paidAt;

    /**
     * Whether an inner publisher is being subscribed: if it ends meanwhile, {@link #onNext} goes on, and nobody else.
     */
    boolean attaching;

    boolean done;

    private final boolean listed;
    private final boolean delaysErrors;

    /** The inner publisher, if it can't. */
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
     * Takes items from the publisher that can be asked, while there is demand, and ends with {@link #drained}. Does
     * nothing within itself.
     */
    abstract void drain();

    /** Passes an item on. Returns whether it used its unit of demand. */
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

    /** Subscribes to an inner publisher that can't be asked for its items. */
    final void attach(Object publisher) {
        Inner inner = new Inner();
        active = inner;
        strand.attach(publisherOf(publisher), inner);
    }

    @SuppressWarnings("unchecked") // the mapper gives nothing else
    private Publisher<? extends O> publisherOf(Object publisher) {
        return (Publisher<? extends O>) publisher;
    }

    /** The budget pays for what has been taken. Returns false if it is used up, and then goes on in a later run. */
    final boolean spend() {
        int units = taken;
        taken = 0;
        boolean mayGoOn = strand.spend(units);
        paidAt = strand.slice();
        if (mayGoOn) {
            return true;
        }
        if (resume == null) {
            resume = new Leaf(strand) {
                @Override
                protected void run() {
                    drain();
                }
            };
        }
        resume.wake();
        return false;
    }

    /**
     * The publisher that is asked for its items has failed, or has ended, or has no more for now. Looks ahead, so that
     * an end needs no demand.
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
        DelayedFailure.end(downstream, delayed);
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
