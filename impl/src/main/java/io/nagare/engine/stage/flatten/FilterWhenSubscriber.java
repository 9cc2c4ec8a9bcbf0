package io.nagare.engine.stage.flatten;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.EndingSubscriber;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Keeps each item, one after the other, until a publisher has decided whether it is emitted. An item is requested only
 * when there is demand for it and no other waits. So an accepted item can always go down.
 */
public final class FilterWhenSubscriber<T> extends EndingSubscriber<T, T> {

    private final Function<? super T, ? extends Publisher<Boolean>> predicate;
    private final Strand strand;
    private long demand;

    /** Whether upstream has a unit of demand. */
    private boolean requested;

    private @Nullable T waiting;
    private @Nullable Verdict verdict;

    /** Whether {@link #onNext} or {@link #decide} is running. Either checks the result itself. */
    private boolean busy;

    private boolean upstreamDone;

    public FilterWhenSubscriber(
            Function<? super T, ? extends Publisher<Boolean>> predicate,
            StrandSubscriber<? super T> downstream,
            Strand strand) {
        super(downstream);
        this.predicate = predicate;
        this.strand = strand;
    }

    @Override
    public void request(long n) {
        if (!done) {
            demand = Demand.add(demand, n);
            goOn();
        }
    }

    /** Cancels the pending verdict and discards the waiting item. */
    @Override
    protected void release() {
        Verdict pending = verdict;
        verdict = null;
        if (pending != null && pending.upstream != null) {
            pending.upstream.cancel();
        }
        T item = waiting;
        waiting = null;
        strand.discard(item);
    }

    @Override
    public boolean onNext(T item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        busy = true;
        waiting = item;
        Publisher<Boolean> publisher;
        try {
            publisher = notNull(predicate.apply(item), "filterWhen: the predicate");
        } catch (Throwable failure) {
            stop();
            return fail(failure);
        }
        if (!done) {
            verdict = new Verdict();
            strand.attach(publisher, verdict);
        }
        busy = false;
        // The item did not use its unit of demand if it has already gone and there is demand for another.
        requested = waiting == null && demand > 0 && !done;
        return !requested;
    }

    private void decide(boolean accepted) {
        verdict = null;
        T item = waiting;
        waiting = null;
        if (item == null) {
            return;
        }
        boolean within = busy;
        busy = true;
        if (accepted && downstream.onNext(item)) {
            demand = Demand.subtract(demand, 1);
        }
        busy = within;
        if (!within) {
            requested = false;
            goOn();
        }
    }

    /** Completes or requests the next item, if nothing is under way. */
    private void goOn() {
        if (done || busy || requested || waiting != null) {
            return;
        }
        if (upstreamDone) {
            end(null);
        } else if (demand > 0) {
            requested = true;
            upstream().request(1);
        }
    }

    @Override
    public void onComplete() {
        upstreamDone = true;
        requested = false;
        goOn();
    }

    private final class Verdict extends StrandSubscriber<Boolean> {

        private @Nullable StrandSubscription upstream;

        Verdict() {
            super(FilterWhenSubscriber.this);
        }

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            upstream = subscription;
            if (done) {
                subscription.cancel();
            } else {
                subscription.request(1);
            }
        }

        /** Takes the first answer and cancels. */
        @Override
        public boolean onNext(Boolean accepted) {
            if (upstream != null) {
                upstream.cancel();
            }
            decide(accepted);
            return true;
        }

        @Override
        public void onError(Throwable failure) {
            verdict = null;
            FilterWhenSubscriber.this.upstream().cancel();
            stop();
            downstream.onError(failure);
        }

        @Override
        public void onComplete() {
            decide(false);
        }
    }
}
