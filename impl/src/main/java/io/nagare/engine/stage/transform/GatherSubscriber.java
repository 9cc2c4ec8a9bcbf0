package io.nagare.engine.stage.transform;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.emit.Output;
import io.nagare.engine.stage.EndedSubscription;
import io.nagare.engine.stage.StageSubscriber;
import io.nagare.engine.strand.Discard;
import io.nagare.stage.Stage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs a user's step that emits at most one item for each, so demand passes one to one and nothing is kept. */
public final class GatherSubscriber<A, I, O> extends StageSubscriber<I, O> implements StrandSubscription, Output<O> {

    private final Stage.Gather<A, I, O> stage;
    private final Strand strand;
    private @Nullable A state;
    private @Nullable O emitted;
    private @Nullable Throwable failure;
    private boolean ended;
    private boolean done;

    public GatherSubscriber(Stage.Gather<A, I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        super(downstream);
        this.stage = stage;
        this.strand = strand;
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        try {
            state = stage.initialState().get();
        } catch (Throwable thrown) {
            done = true;
            subscription.cancel();
            EndedSubscription.threw(downstream, thrown);
            return;
        }
        super.onSubscribe(subscription);
    }

    @Override
    public void request(long n) {
        upstream().request(n);
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            release();
            upstream().cancel();
        }
    }

    /** Discards the items that the state holds. */
    @SuppressWarnings("NullAway") // the state is what the supplier made of it
    private void release() {
        A given = state;
        // The state may be large, and this object may be referred to for some time.
        state = null;
        Discard.held(stage.held(), given, strand);
    }

    @Override
    public boolean isDone() {
        return done || super.isDone();
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
            end();
        }
        return used || ended;
    }

    @Override
    public void onError(Throwable cause) {
        done = true;
        release();
        downstream.onError(cause);
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
            end();
        } else if (failure != null) {
            fail(failure);
        }
    }

    private void end() {
        done = true;
        if (failure == null) {
            downstream.onComplete();
        } else {
            downstream.onError(failure);
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

    @Override
    public void complete() {
        ended = true;
    }

    @Override
    public void error(Throwable cause) {
        Objects.requireNonNull(cause, "failure");
        if (!ended) {
            failure = cause;
            ended = true;
        }
    }
}
