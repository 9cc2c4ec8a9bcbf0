package io.nagare.engine.stage.flatten;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.fusion.Fusion;
import io.nagare.engine.fusion.Pull;
import io.nagare.stage.Stage;

/**
 * The part of serial flattening that runs for each item; the rest is in {@link SerialFlattening}. Copied for busy
 * places, so no other class names it.
 */
public final class ConcatMapSubscriber<I, O> extends SerialFlattening<I, O> {

    public ConcatMapSubscriber(Stage.FlatMap<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
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
            publisher = notNull(mapper.apply(item), MAPPER);
        } catch (Throwable failure) {
            done = true;
            return fail(failure);
        }
        O constant = demand > 0 ? Fusion.itemOf(publisher) : null;
        if (constant != null) {
            send(constant);
        } else if (!Fusion.isEmpty(publisher)) {
            attaching = true;
            take(publisher);
            attaching = false;
        }
        // The item did not use its unit of demand if the inner publisher has already ended and there is demand for
        // another.
        requested = !isActive() && mayTakeNext();
        return !requested;
    }

    /** Gives up the mapper's publisher, because the mapper has cancelled and nobody will subscribe. */
    private void giveUp(Object publisher) {
        O constant = Fusion.itemOf(publisher);
        strand.discard(constant == null ? publisher : constant);
    }

    private void take(Object publisher) {
        if (done) {
            giveUp(publisher);
            return;
        }
        Pull<O> source;
        try {
            source = Fusion.pull(publisher, strand);
        } catch (Throwable failure) {
            innerFailed(failure);
            return;
        }
        if (source == null) {
            attach(publisher);
        } else if (done) {
            source.close();
        } else {
            pull = source;
            drain();
        }
    }

    @Override
    void drain() {
        Pull<O> source = pull;
        if (source == null || draining) {
            return;
        }
        draining = true;
        Throwable failure = null;
        boolean counted = demand != Demand.UNBOUNDED;
        int count = taken;
        while (!done && (!counted || demand > 0)) {
            O item;
            try {
                item = source.poll();
            } catch (Throwable thrown) {
                failure = thrown;
                break;
            }
            if (item == null) {
                pull = null;
                break;
            }
            if (done) {
                strand.discard(item);
                break;
            }
            if (downstream.onNext(item) && counted) {
                demand = Demand.subtract(demand, 1);
            }
            if (++count >= paidAt) {
                taken = count;
                count = 0;
                if (!spend()) {
                    break;
                }
            }
        }
        taken = count;
        draining = false;
        drained(failure);
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
