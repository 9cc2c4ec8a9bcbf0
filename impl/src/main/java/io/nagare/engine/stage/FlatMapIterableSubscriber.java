package io.nagare.engine.stage;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import java.util.Iterator;
import java.util.function.Function;

/**
 * Flattening of collections: what is done for each item. Copied for busy places, and so named by no other class; the rest is in
 * {@link IterableFlattening}.
 */
final class FlatMapIterableSubscriber<I, O> extends IterableFlattening<I, O> {

    FlatMapIterableSubscriber(
            Function<? super I, ? extends Iterable<? extends O>> mapper,
            StrandSubscriber<? super O> downstream,
            Strand strand) {
        super(mapper, downstream, strand);
    }

    @Override
    public boolean onNext(I item) {
        busy = true;
        try {
            Iterable<? extends O> elements = notNull(mapper.apply(item), "flatMapIterable: the mapper");
            iterator = notNull(elements.iterator(), "flatMapIterable: the iterable's iterator()");
        } catch (Throwable thrown) {
            return stop(thrown);
        }
        if (done) {
            iterator = null;
            return true;
        }
        emit();
        // The unit of demand stands if there were no more elements than downstream wants.
        requested = iterator == null && demand > 0 && !done;
        return !requested;
    }

    @Override
    void emit() {
        busy = true;
        Iterator<? extends O> elements = iterator;
        int count = emitted;
        while (elements != null && !done) {
            O element;
            try {
                if (!elements.hasNext()) {
                    iterator = null;
                    break;
                }
                if (demand == 0) {
                    break;
                }
                element = notNull(elements.next(), "flatMapIterable: the iterable's next()");
            } catch (Throwable thrown) {
                stop(thrown);
                break;
            }
            if (done) {
                strand.discard(element);
            } else if (downstream.onNext(element) && demand != Demand.UNBOUNDED) {
                demand--;
            }
            if (++count >= SLICE) {
                emitted = count;
                count = 0;
                if (!spend()) {
                    break;
                }
            }
        }
        emitted = count;
        busy = false;
    }
}
