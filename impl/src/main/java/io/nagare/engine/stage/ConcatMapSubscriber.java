package io.nagare.engine.stage;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.stage.Stage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Flattening with one inner publisher at a time: it is given all of downstream's demand, and the next outer item is requested
 * when it has ended and there is demand, or without demand if it is one of a list of sources. Nothing is prefetched and nothing is
 * kept.
 */
final class ConcatMapSubscriber<I, O> extends StageSubscriber<I, O> implements StrandSubscription {

    private final Function<? super I, ? extends Publisher<? extends O>> mapper;
    private final boolean listed;
    private final boolean delaysErrors;
    private final Strand strand;
    private long demand;

    /** Whether upstream has a unit of demand. */
    private boolean requested;

    private @Nullable Inner active;

    /** Whether an inner publisher is being subscribed: if it ends meanwhile, {@link #onNext} goes on, and nobody else. */
    private boolean attaching;

    private boolean upstreamDone;
    private boolean done;
    private @Nullable Throwable delayed;

    ConcatMapSubscriber(Stage.FlatMap<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        super(downstream);
        this.mapper = stage.mapper();
        this.listed = stage.listed();
        this.delaysErrors = stage.options().delaysErrors();
        this.strand = strand;
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        super.onSubscribe(subscription);
        requestOuter();
    }

    @Override
    public void request(long n) {
        if (done) {
            return;
        }
        demand = Demand.add(demand, n);
        if (active == null) {
            requestOuter();
        } else if (active.upstream != null) {
            active.upstream.request(n);
        }
    }

    private void requestOuter() {
        if (active == null && !requested && !attaching && mayTakeNext() && !upstreamDone) {
            requested = true;
            upstream().request(1);
        }
    }

    private boolean mayTakeNext() {
        return !done && (demand > 0 || listed);
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            upstream().cancel();
            cancelInner();
        }
    }

    private void cancelInner() {
        Inner inner = active;
        active = null;
        if (inner != null && inner.upstream != null) {
            inner.upstream.cancel();
        }
    }

    @Override
    public boolean onNext(I item) {
        Publisher<? extends O> publisher;
        try {
            publisher = notNull(mapper.apply(item), "concatMap (of a One: flatMap, flatMapMany): the mapper");
        } catch (Throwable failure) {
            done = true;
            return fail(failure);
        }
        O constant = demand > 0 ? Fusion.itemOf(publisher) : null;
        if (constant != null) {
            send(constant);
        } else if (!Fusion.isEmpty(publisher)) {
            Inner inner = new Inner();
            active = inner;
            attaching = true;
            strand.attach(publisher, inner);
            attaching = false;
        }
        // The unit of demand stands if the inner publisher has ended already and there is demand for another.
        requested = active == null && mayTakeNext();
        return !requested;
    }

    private boolean send(O item) {
        boolean used = downstream.onNext(item);
        if (used) {
            demand = Demand.subtract(demand, 1);
        }
        return used;
    }

    @Override
    public void onError(Throwable failure) {
        upstreamDone = true;
        if (delaysErrors) {
            delay(failure);
            if (active == null) {
                end();
            }
        } else {
            done = true;
            cancelInner();
            downstream.onError(failure);
        }
    }

    @Override
    public void onComplete() {
        upstreamDone = true;
        if (active == null) {
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

    private void delay(Throwable failure) {
        if (delayed == null) {
            delayed = failure;
        } else if (delayed != failure) {
            delayed.addSuppressed(failure);
        }
    }

    private void innerEnded() {
        active = null;
        if (done) {
            return;
        }
        if (upstreamDone) {
            end();
        } else {
            requestOuter();
        }
    }

    private final class Inner extends StrandSubscriber<O> {

        private @Nullable StrandSubscription upstream;

        Inner() {
            super(ConcatMapSubscriber.this);
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
            return send(item);
        }

        @Override
        public void onError(Throwable failure) {
            if (delaysErrors) {
                delay(failure);
                innerEnded();
            } else {
                active = null;
                done = true;
                upstream().cancel();
                downstream.onError(failure);
            }
        }

        @Override
        public void onComplete() {
            innerEnded();
        }
    }
}
