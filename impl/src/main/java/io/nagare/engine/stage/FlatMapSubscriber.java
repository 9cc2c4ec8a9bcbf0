package io.nagare.engine.stage;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.stage.Stage;

/**
 * Flattening with several inner publishers at a time: what is done for each item. Copied for busy places, and so named by no other
 * class; the rest is in {@link ConcurrentFlattening}.
 */
final class FlatMapSubscriber<I, O> extends ConcurrentFlattening<I, O> {

    FlatMapSubscriber(Stage.FlatMap<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        super(stage, downstream, strand);
    }

    @Override
    public boolean onNext(I item) {
        Object publisher;
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
        Pull<O> source;
        try {
            source = Fusion.pull(publisher, strand);
        } catch (Throwable failure) {
            return placelessFailed(failure);
        }
        return source == null ? attach(publisher) : emit(source);
    }

    /** Sends what may go straight down, and keeps the source if there is more. Returns whether it holds a place. */
    private boolean emit(Pull<O> source) {
        for (int items = 0; items < SLICE && mayEmitNewest(); items++) {
            O item;
            try {
                item = source.poll();
            } catch (Throwable failure) {
                return placelessFailed(failure);
            }
            if (item == null) {
                spend(items);
                return false;
            }
            if (done) {
                strand.discard(item);
            } else {
                send(item);
            }
        }
        return keep(source);
    }

    @Override
    boolean send(O item) {
        boolean used = downstream.onNext(item);
        if (used) {
            demand = Demand.subtract(demand, 1);
        }
        return used;
    }
}
