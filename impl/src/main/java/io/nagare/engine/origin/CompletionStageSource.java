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
 * The value of a completion stage. The thread that completes it leaves the outcome in plain fields and wakes this leaf,
 * which publishes them to the run that follows.
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
        // Also if this was cancelled by then: a stage that has its value, or cannot be cancelled, would keep it.
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

    /** A stage need not be able to be cancelled: the JDK's minimal ones are futures and throw. */
    private void cancel(Future<?> future) {
        try {
            future.cancel(false);
        } catch (UnsupportedOperationException unable) {
            // Then it goes on, and its outcome is dropped when it comes.
        } catch (Throwable failure) {
            strand().driver().unseen(failure, "the cancellation of a completion stage");
        }
    }

    @Override
    protected void run() {
        if (done) {
            // The value of a stage that could not be cancelled.
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
