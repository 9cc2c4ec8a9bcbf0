package io.nagare.engine.stage.flatten;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.fusion.Fusion;
import io.nagare.engine.stage.EndingSubscriber;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Flattens the inner publisher of the latest outer item. A new outer item cancels the previous inner publisher before
 * the mapper is called. The inner publisher gets all demand that is left; nothing is prefetched. If an inner publisher
 * is a constant and there is no demand, the item is kept.
 */
public final class SwitchMapSubscriber<I, O> extends EndingSubscriber<I, O> {

    private final Function<? super I, ? extends Publisher<? extends O>> mapper;
    private final Strand strand;
    private long demand;
    private @Nullable Inner active;
    private @Nullable O waiting;
    private boolean started;
    private boolean upstreamDone;

    public SwitchMapSubscriber(
            Function<? super I, ? extends Publisher<? extends O>> mapper,
            StrandSubscriber<? super O> downstream,
            Strand strand) {
        super(downstream);
        this.mapper = mapper;
        this.strand = strand;
    }

    @Override
    public void request(long n) {
        if (done) {
            return;
        }
        demand = Demand.add(demand, n);
        if (!started) {
            started = true;
            upstream().request(Demand.UNBOUNDED);
        } else if (waiting != null) {
            O item = waiting;
            waiting = null;
            send(item);
            endIfIdle();
        } else if (active != null && active.upstream != null) {
            active.upstream.request(n);
        }
    }

    @Override
    public boolean takeBack(Object item) {
        return active != null && active.upstream != null && active.upstream.takeBack(item);
    }

    /** Cancels the inner publisher, if there is one, and discards a waiting item. */
    @Override
    protected void release() {
        Inner inner = active;
        active = null;
        if (inner != null && inner.upstream != null) {
            inner.upstream.cancel();
        }
        O item = waiting;
        waiting = null;
        strand.discard(item);
    }

    @Override
    public boolean onNext(I item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        release();
        Publisher<? extends O> publisher;
        try {
            publisher = notNull(mapper.apply(item), "switchMap: the mapper");
        } catch (Throwable failure) {
            done = true;
            return fail(failure);
        }
        O constant = Fusion.itemOf(publisher);
        if (constant == null) {
            active = new Inner();
            strand.attach(publisher, active);
        } else if (demand > 0 && !done) {
            send(constant);
        } else if (done) {
            strand.discard(constant);
        } else {
            waiting = constant;
        }
        return true;
    }

    private boolean send(O item) {
        boolean used = downstream.onNext(item);
        if (used) {
            demand = Demand.subtract(demand, 1);
        }
        return used;
    }

    @Override
    public void onComplete() {
        upstreamDone = true;
        endIfIdle();
    }

    private void endIfIdle() {
        if (upstreamDone && active == null && waiting == null && !done) {
            end(null);
        }
    }

    private final class Inner extends StrandSubscriber<O> {

        private @Nullable StrandSubscription upstream;

        Inner() {
            super(SwitchMapSubscriber.this);
        }

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            upstream = subscription;
            if (active != this || done) {
                subscription.cancel();
            } else if (demand > 0) {
                subscription.request(demand);
            }
        }

        @Override
        public boolean onNext(O item) {
            if (isDone()) {
                strand.discard(item);
                return true;
            }
            return send(item);
        }

        @Override
        public void onError(Throwable failure) {
            if (isDone()) {
                return;
            }
            active = null;
            done = true;
            SwitchMapSubscriber.this.upstream().cancel();
            downstream.onError(failure);
        }

        @Override
        public void onComplete() {
            if (!isDone()) {
                active = null;
                endIfIdle();
            }
        }

        @Override
        public boolean isDone() {
            return active != this || SwitchMapSubscriber.this.isDone();
        }
    }
}
