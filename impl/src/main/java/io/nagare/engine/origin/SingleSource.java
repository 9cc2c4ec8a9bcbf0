package io.nagare.engine.origin;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.LateFailure;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Calls a callable at the first demand and emits its result. Completes without an item if the result is null. Called on
 * the strand.
 */
final class SingleSource<T> implements StrandSubscription {

    private final StrandSubscriber<? super T> downstream;
    private final Callable<? extends @Nullable T> callable;
    private final Strand strand;
    private boolean done;
    private boolean cancelled;

    SingleSource(
            Callable<? extends @Nullable T> callable, StrandSubscriber<? super T> downstream, Strand strand) {
        this.downstream = downstream;
        this.strand = strand;
        this.callable = callable;
    }

    @Override
    public void request(long n) {
        if (done) {
            return;
        }
        done = true;
        T item;
        try {
            item = callable.call();
        } catch (Throwable failure) {
            if (cancelled) {
                LateFailure.tell(failure, strand.driver());
            } else {
                downstream.onError(failure);
            }
            return;
        }
        if (cancelled) {
            strand.discard(item);
            return;
        }
        if (item != null) {
            downstream.onNext(item);
        }
        if (!cancelled) {
            downstream.onComplete();
        }
    }

    @Override
    public void cancel() {
        done = true;
        cancelled = true;
    }
}
