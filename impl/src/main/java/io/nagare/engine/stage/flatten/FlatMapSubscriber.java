package io.nagare.engine.stage.flatten;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.fusion.Fusion;
import io.nagare.engine.fusion.Pull;
import io.nagare.stage.Stage;

/**
 * The part of concurrent flattening that runs for each item; the rest is in {@link ConcurrentFlattening}. Copied for
 * busy places, so no other class names it.
 */
public final class FlatMapSubscriber<I, O> extends ConcurrentFlattening<I, O> {

    public FlatMapSubscriber(Stage.FlatMap<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        super(stage, downstream, strand);
    }

    @Override
    public boolean onNext(I item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        Object publisher;
        try {
            publisher = notNull(mapper.apply(item), "flatMap: the mapper");
        } catch (Throwable failure) {
            return mapperFailed(failure);
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
        if (source == null) {
            return attach(publisher);
        }
        try {
            if (mayEmitNewest() && emit(source)) {
                return false;
            }
        } catch (Throwable failure) {
            return placelessFailed(failure);
        }
        return keep(source);
    }

    @Override
    boolean emit(Pull<O> source) {
        boolean counted = demand != Demand.UNBOUNDED;
        int items = 0;
        int most = strand.slice();
        while (items < most && !done && (!counted || demand > 0)) {
            O item = source.poll();
            if (item == null) {
                spend(items);
                return true;
            }
            items++;
            if (done) {
                strand.discard(item);
            } else if (downstream.onNext(item) && counted) {
                demand = Demand.subtract(demand, 1);
            }
        }
        spend(items);
        return false;
    }

    @Override
    boolean send(O item) {
        boolean used = downstream.onNext(item);
        if (used && demand != Demand.UNBOUNDED) {
            demand--;
        }
        return used;
    }
}
