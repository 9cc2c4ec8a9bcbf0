package io.nagare.engine.stage.flatten;

import io.nagare.Many;
import io.nagare.Signal;
import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.StageSubscriber;
import io.nagare.stage.Programs;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Waits for upstream's first signal, and passes it to a function together with the whole stream. Downstream then gets
 * the items of the publisher that the function returns. One item is requested from upstream. From then on upstream gets
 * the demand of the stream's subscriber, and downstream's demand goes to the function's publisher.
 */
public final class SwitchOnFirstSubscriber<I, O> extends StageSubscriber<I, O> implements StrandSubscription {

    private final BiFunction<? super Signal<I>, ? super Many<I>, ? extends Publisher<? extends O>> function;
    private final Strand strand;
    private final HeadedStream<I> stream;

    /** Demand that came before the function's publisher. */
    private long demand;

    private @Nullable StrandSubscription result;
    private boolean asked;
    private boolean switched;
    private boolean done;

    public SwitchOnFirstSubscriber(
            BiFunction<? super Signal<I>, ? super Many<I>, ? extends Publisher<? extends O>> function,
            StrandSubscriber<? super O> downstream,
            Strand strand) {
        super(downstream);
        this.function = function;
        this.strand = strand;
        this.stream = new HeadedStream<>(strand);
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        stream.start(subscription);
        super.onSubscribe(subscription);
    }

    @Override
    public void request(long n) {
        if (done) {
            return;
        }
        if (result != null) {
            result.request(n);
            return;
        }
        demand = Demand.add(demand, n);
        if (!asked && !switched) {
            asked = true;
            upstream().request(1);
        }
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            if (result != null) {
                result.cancel();
            }
            stream.close();
        }
    }

    @Override
    public boolean isDone() {
        return done || super.isDone();
    }

    @Override
    public boolean onNext(I item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        if (switched) {
            return stream.next(item);
        }
        stream.first(item);
        switchOver(new Signal.Next<>(item));
        return true;
    }

    @Override
    public void onError(Throwable failure) {
        stream.end(failure);
        if (!switched) {
            switchOver(new Signal.Failed<>(failure));
        }
    }

    @Override
    public void onComplete() {
        stream.end(null);
        if (!switched) {
            switchOver(new Signal.Completed<>());
        }
    }

    private void switchOver(Signal<I> first) {
        switched = true;
        Publisher<? extends O> publisher;
        try {
            publisher = notNull(function.apply(first, Programs.driven(stream)), "switchOnFirst: the function");
        } catch (Throwable failure) {
            end();
            fail(failure);
            return;
        }
        if (!done) {
            strand.attach(publisher, new Result());
        }
    }

    /**
     * Ends this and closes the stream, because the function's publisher has ended and only that publisher could want
     * the stream.
     */
    private void end() {
        done = true;
        stream.close();
    }

    private final class Result extends StrandSubscriber<O> {

        Result() {
            super(SwitchOnFirstSubscriber.this);
        }

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            result = subscription;
            if (done) {
                subscription.cancel();
            } else if (demand > 0) {
                subscription.request(demand);
            }
        }

        @Override
        public boolean onNext(O item) {
            return downstream.onNext(item);
        }

        @Override
        public void onError(Throwable failure) {
            end();
            downstream.onError(failure);
        }

        @Override
        public void onComplete() {
            end();
            downstream.onComplete();
        }
    }
}
