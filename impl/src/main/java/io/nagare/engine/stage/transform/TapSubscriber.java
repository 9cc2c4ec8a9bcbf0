package io.nagare.engine.stage.transform;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.EndedSubscription;
import io.nagare.engine.stage.StageSubscriber;
import io.nagare.stage.Stage;

/** Calls hooks as signals pass. */
public final class TapSubscriber<T> extends StageSubscriber<T, T> implements StrandSubscription {

    private final Stage.Tap<T> stage;
    private final Strand strand;
    private boolean done;

    public TapSubscriber(Stage.Tap<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        super(downstream);
        this.stage = stage;
        this.strand = strand;
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        if (stage.onSubscribe() != null) {
            try {
                stage.onSubscribe().run();
            } catch (Throwable failure) {
                done = true;
                subscription.cancel();
                EndedSubscription.threw(downstream, failure);
                return;
            }
        }
        super.onSubscribe(subscription);
    }

    @Override
    public void request(long n) {
        if (done) {
            return;
        }
        if (stage.onRequest() != null) {
            try {
                stage.onRequest().accept(n);
            } catch (Throwable failure) {
                done = true;
                fail(failure);
                return;
            }
        }
        upstream().request(n);
    }

    @Override
    public void cancel() {
        if (done) {
            return;
        }
        done = true;
        if (stage.onCancel() != null) {
            try {
                stage.onCancel().run();
            } catch (Throwable failure) {
                strand.driver().unseen(failure, "doOnCancel");
            }
        }
        upstream().cancel();
    }

    @Override
    public boolean isDone() {
        return done || super.isDone();
    }

    @Override
    public boolean onNext(T item) {
        if (stage.onNext() != null) {
            try {
                stage.onNext().accept(item);
            } catch (Throwable failure) {
                done = true;
                strand.discard(item);
                return fail(failure);
            }
            if (done) {
                strand.discard(item);
                return true;
            }
        }
        return downstream.onNext(item);
    }

    @Override
    public void onError(Throwable failure) {
        done = true;
        if (stage.onError() != null) {
            try {
                stage.onError().accept(failure);
            } catch (Throwable second) {
                if (second != failure) {
                    failure.addSuppressed(second);
                }
                fail(failure);
                return;
            }
        }
        if (!downstream.isDone()) {
            downstream.onError(failure);
        }
    }

    @Override
    public void onComplete() {
        done = true;
        if (stage.onComplete() != null) {
            try {
                stage.onComplete().run();
            } catch (Throwable failure) {
                fail(failure);
                return;
            }
        }
        if (!downstream.isDone()) {
            downstream.onComplete();
        }
    }
}
