package io.nagare.engine.stage.flatten;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.fusion.Fusion;
import io.nagare.engine.stage.StageSubscriber;
import io.nagare.engine.strand.LateFailure;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * An item that waits for its turn in {@link Partitions}, and is then replaced by the items of the mapper's publisher.
 * Demand before that is kept. It is cancelled only together with all others, so its cancellation does not start the
 * next turn. Called on the strand.
 */
final class PartitionTurn<I, O> extends StrandSubscriber<O> implements StrandSubscription {

    private final Function<? super I, ? extends Publisher<? extends O>> mapper;
    private final Runnable onEnd;
    private final StrandSubscriber<? super O> downstream;
    private final Strand strand;

    /** The next turn of the same key. */
    @Nullable PartitionTurn<I, O> next;

    /** The item, or null after the start. */
    private @Nullable I item;

    private @Nullable StrandSubscription upstream;
    private long demand;
    private boolean ended;

    PartitionTurn(
            I item,
            Function<? super I, ? extends Publisher<? extends O>> mapper,
            Runnable onEnd,
            StrandSubscriber<? super O> downstream,
            Strand strand) {
        super(downstream);
        this.item = item;
        this.mapper = mapper;
        this.onEnd = onEnd;
        this.downstream = downstream;
        this.strand = strand;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Starts the turn. Does nothing if it has started or ended. */
    void start() {
        I input = item;
        if (input == null) {
            return;
        }
        item = null;
        Publisher<? extends O> publisher;
        try {
            publisher = StageSubscriber.notNull(mapper.apply(input), "mapPartitioned: the mapper");
        } catch (Throwable failure) {
            fail(failure);
            return;
        }
        if (ended) {
            return;
        }
        O constant = demand > 0 ? Fusion.itemOf(publisher) : null;
        if (constant == null) {
            strand.attach(publisher, this);
        } else {
            onNext(constant);
            onComplete();
        }
    }

    private void fail(Throwable failure) {
        if (ended) {
            LateFailure.tell(failure, strand.driver());
        } else {
            onError(failure);
        }
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        upstream = subscription;
        if (ended) {
            subscription.cancel();
        } else if (demand > 0) {
            subscription.request(demand);
        }
    }

    @Override
    public void request(long n) {
        if (upstream == null) {
            demand = Demand.add(demand, n);
        } else {
            upstream.request(n);
        }
    }

    @Override
    public void cancel() {
        if (ended) {
            return;
        }
        ended = true;
        strand.discard(item);
        item = null;
        if (upstream != null) {
            upstream.cancel();
        }
    }

    @Override
    public boolean onNext(O result) {
        if (ended) {
            strand.discard(result);
            return true;
        }
        return downstream.onNext(result);
    }

    @Override
    public void onError(Throwable failure) {
        if (!ended) {
            ended = true;
            downstream.onError(failure);
            onEnd.run();
        }
    }

    @Override
    public void onComplete() {
        if (!ended) {
            ended = true;
            downstream.onComplete();
            onEnd.run();
        }
    }

    @Override
    public boolean isDone() {
        return ended || downstream.isDone();
    }
}
