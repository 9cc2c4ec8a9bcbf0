package io.nagare.engine.stage.flatten;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import java.util.Iterator;
import java.util.function.Function;

/**
 * The part of flattening collections that runs for each item; the rest is in {@link IterableFlattening}. Copied for
 * busy places, so no other class names it.
 */
public final class FlatMapIterableSubscriber<I, O> extends IterableFlattening<I, O> {

    public FlatMapIterableSubscriber(
            Function<? super I, ? extends Iterable<? extends O>> mapper,
            StrandSubscriber<? super O> downstream,
            Strand strand) {
        super(mapper, downstream, strand);
    }

    @Override
    public boolean onNext(I item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        busy = true;
        Iterator<? extends O> elements;
        try {
            Iterable<? extends O> iterable = notNull(mapper.apply(item), "flatMapIterable: the mapper");
            elements = notNull(iterable.iterator(), "flatMapIterable: the iterable's iterator()");
        } catch (Throwable thrown) {
            return stop(thrown);
        }
        if (done) {
            return true;
        }
        emit(elements);
        // The item did not use its unit of demand if there were no more elements than downstream wants.
        requested = iterator == null && demand > 0 && !done;
        return !requested;
    }

    /**
     * Emits elements. The iterator is in no field meanwhile, so the compiler can mostly do without an object for it.
     */
    @Override
    void emit(Iterator<? extends O> elements) {
        busy = true;
        boolean counted = demand != Demand.UNBOUNDED;
        int count = emitted;
        while (!done) {
            O element;
            try {
                if (!elements.hasNext()) {
                    break;
                }
                if (counted && demand == 0) {
                    iterator = elements;
                    break;
                }
                element = notNull(elements.next(), "flatMapIterable: the iterable's next()");
            } catch (Throwable thrown) {
                stop(thrown);
                break;
            }
            if (done) {
                strand.discard(element);
            } else if (downstream.onNext(element) && counted) {
                demand = Demand.subtract(demand, 1);
            }
            if (++count >= paidAt) {
                emitted = count;
                count = 0;
                if (!spend()) {
                    iterator = elements;
                    break;
                }
            }
        }
        emitted = count;
        busy = false;
    }
}
