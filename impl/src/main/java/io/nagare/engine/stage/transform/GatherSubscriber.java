package io.nagare.engine.stage.transform;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.stage.Stage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs a user's step that emits at most one item for each, so demand passes one to one and nothing is kept. */
public final class GatherSubscriber<A, I, O> extends GatheringSubscriber<A, I, O> {

    private @Nullable O emitted;

    public GatherSubscriber(Stage.Gather<A, I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        super(stage, downstream, strand);
    }

    @Override
    public void request(long n) {
        upstream().request(n);
    }

    @Override
    @SuppressWarnings("NullAway") // the state is what the supplier made of it
    public boolean onNext(I item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        try {
            stage.step().apply(state, item, this);
        } catch (Throwable thrown) {
            error(thrown);
        }
        O out = emitted;
        emitted = null;
        if (done) {
            // The step has cancelled its own stream.
            strand.discard(out);
            return failure == null || fail(failure);
        }
        boolean used = out != null && downstream.onNext(out);
        if (ended && !done) {
            release();
            upstream().cancel();
            end(failure);
        }
        return used || ended;
    }

    @Override
    @SuppressWarnings("NullAway") // the state is what the supplier made of it
    public void onComplete() {
        try {
            stage.finish().accept(state, this);
            if (emitted != null) {
                throw new IllegalStateException("this operator has nothing to emit at the end");
            }
        } catch (Throwable thrown) {
            error(thrown);
            release();
        }
        if (!done) {
            end(failure);
        } else if (failure != null) {
            fail(failure);
        }
    }

    @Override
    public void emit(O item) {
        Objects.requireNonNull(item, "emitted null");
        if (emitted != null) {
            throw new IllegalStateException("this operator may emit at most one item for each item that it gets");
        }
        if (ended) {
            strand.discard(item);
        } else {
            emitted = item;
        }
    }
}
