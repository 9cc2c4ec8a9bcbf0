package io.nagare.engine.stage.transform;

import io.nagare.Outcome;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.StageSubscriber;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Calls an action once, after the end or the cancellation. */
public final class FinallySubscriber<T> extends StageSubscriber<T, T> implements StrandSubscription {

    private final BiConsumer<? super Outcome, ? super @Nullable Throwable> action;
    private final Strand strand;
    private boolean done;

    public FinallySubscriber(
            BiConsumer<? super Outcome, ? super @Nullable Throwable> action,
            StrandSubscriber<? super T> downstream,
            Strand strand) {
        super(downstream);
        this.action = action;
        this.strand = strand;
    }

    @Override
    public void request(long n) {
        upstream().request(n);
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            try {
                upstream().cancel();
            } finally {
                act(Outcome.CANCELLED, null);
            }
        }
    }

    @Override
    public boolean isDone() {
        return done || super.isDone();
    }

    @Override
    public boolean onNext(T item) {
        return downstream.onNext(item);
    }

    @Override
    public void onError(Throwable failure) {
        if (done) {
            return;
        }
        done = true;
        try {
            downstream.onError(failure);
        } finally {
            act(Outcome.FAILED, failure);
        }
    }

    @Override
    public void onComplete() {
        if (done) {
            return;
        }
        done = true;
        try {
            downstream.onComplete();
        } finally {
            act(Outcome.COMPLETED, null);
        }
    }

    private void act(Outcome end, @Nullable Throwable cause) {
        try {
            action.accept(end, cause);
        } catch (Throwable failure) {
            strand.driver().unseen(failure, "doFinally");
        }
    }
}
