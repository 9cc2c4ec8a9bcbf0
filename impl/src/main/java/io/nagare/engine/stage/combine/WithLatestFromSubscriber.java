package io.nagare.engine.stage.combine;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.stage.Stage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Combines each item with the newest item of another publisher, to which it subscribes first. A replaced item of the
 * other publisher is discarded, unless it was in a combination.
 */
public final class WithLatestFromSubscriber<I, U, O> extends TwoSourceSubscriber<I, U, O> {

    private final BiFunction<? super I, ? super U, ? extends O> combiner;
    private @Nullable U newest;
    private boolean combined;

    public WithLatestFromSubscriber(
            Stage.WithLatestFrom<I, U, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        super(stage.other(), Demand.UNBOUNDED, downstream, strand);
        this.combiner = stage.combiner();
    }

    @Override
    protected void release() {
        drop();
        super.release();
    }

    private void drop() {
        if (!combined) {
            strand.discard(newest);
        }
        newest = null;
    }

    @Override
    public boolean onNext(I item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        if (newest == null) {
            strand.discard(item);
            return false;
        }
        combined = true;
        O result;
        try {
            result = notNull(combiner.apply(item, newest), "withLatestFrom: the combiner");
        } catch (Throwable thrown) {
            if (!done) {
                stop();
            }
            return fail(thrown);
        }
        if (done) {
            strand.discard(result);
            return true;
        }
        return downstream.onNext(result);
    }

    @Override
    void onOther(U item) {
        drop();
        newest = item;
        combined = false;
    }

    @Override
    void onOtherComplete() {
        if (newest == null) {
            endByOther(null);
        }
    }
}
