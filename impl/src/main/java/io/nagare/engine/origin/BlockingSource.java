package io.nagare.engine.origin;

import io.nagare.driver.BlockingJob;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Emits the result of a callable that runs on a thread that may block. That thread leaves the outcome in plain fields
 * and then wakes this leaf. The wake makes them visible to the run that follows. Everything else is called on the
 * strand.
 */
final class BlockingSource<T> extends Leaf implements StrandSubscription {

    private final Callable<? extends @Nullable T> callable;
    private final StrandSubscriber<? super T> downstream;
    private @Nullable T item;
    private @Nullable Throwable failure;
    private boolean finished;

    private @Nullable BlockingJob job;
    private boolean done;

    BlockingSource(
            Callable<? extends @Nullable T> callable, StrandSubscriber<? super T> downstream, Strand strand) {
        super(strand);
        this.callable = callable;
        this.downstream = downstream;
    }

    @Override
    public void request(long n) {
        if (job == null && !done) {
            job = strand().driver().blocking(strand().onBehalf(this::call));
        }
    }

    private void call() {
        try {
            item = callable.call();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        finished = true;
        wake();
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            if (job != null) {
                job.cancel();
            }
        }
    }

    @Override
    protected void run() {
        if (done) {
            strand().discard(item);
            item = null;
        }
        if (done || !finished) {
            return;
        }
        if (failure != null) {
            done = true;
            downstream.onError(failure);
            return;
        }
        T result = item;
        item = null;
        if (result != null) {
            downstream.onNext(result);
        }
        if (!done) {
            done = true;
            downstream.onComplete();
        }
    }
}
