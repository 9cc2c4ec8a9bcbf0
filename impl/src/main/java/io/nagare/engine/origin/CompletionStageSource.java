package io.nagare.engine.origin;

import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Emits the value of a completion stage. The thread that completes the stage leaves the outcome in plain fields and
 * then wakes this leaf. The wake makes them visible to the run that follows. Everything else is called on the strand.
 */
final class CompletionStageSource<T> extends Leaf implements StrandSubscription {

    private final CompletionStage<? extends T> stage;
    private final StrandSubscriber<? super T> downstream;
    private @Nullable T item;
    private @Nullable Throwable failure;
    private boolean completed;

    private boolean arrived;
    private boolean demanded;
    private boolean emitting;
    private boolean done;

    CompletionStageSource(
            CompletionStage<? extends T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        super(strand);
        this.stage = stage;
        this.downstream = downstream;
    }

    void start() {
        downstream.onSubscribe(this);
        // Registers even if downstream has cancelled by now: a stage that has its value, or cannot be cancelled, would
        // keep that value.
        try {
            stage.whenComplete((value, thrown) -> {
                complete(value, thrown);
                wake();
            });
        } catch (Throwable refused) {
            if (done) {
                strand().driver().unseen(refused, "the whenComplete of a completion stage that is not needed any more");
                return;
            }
            complete(null, refused);
            run();
        }
    }

    private void complete(@Nullable T value, @Nullable Throwable thrown) {
        item = value;
        failure = thrown instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : thrown;
        completed = true;
    }

    @Override
    public void request(long n) {
        demanded = true;
        if (arrived) {
            deliver();
        }
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            if (arrived) {
                strand().discard(item);
                item = null;
            } else if (stage instanceof Future<?> future) {
                cancel(future);
            }
        }
    }

    /** Cancels the stage, if it can be cancelled. The JDK's minimal stages are futures too, and throw. */
    private void cancel(Future<?> future) {
        try {
            future.cancel(false);
        } catch (UnsupportedOperationException unable) {
            // The stage goes on, and its outcome is discarded when it arrives.
        } catch (Throwable failure) {
            strand().driver().unseen(failure, "the cancellation of a completion stage");
        }
    }

    @Override
    protected void run() {
        if (done) {
            // A stage that could not be cancelled has brought its value.
            strand().discard(item);
            item = null;
        } else if (completed && !arrived) {
            arrived = true;
            deliver();
        }
    }

    private void deliver() {
        T value = item;
        if (done || emitting || (failure == null && value != null && !demanded)) {
            return;
        }
        if (failure != null) {
            done = true;
            downstream.onError(failure);
            return;
        }
        item = null;
        if (value != null) {
            emitting = true;
            downstream.onNext(value);
        }
        if (!done) {
            done = true;
            downstream.onComplete();
        }
    }
}
