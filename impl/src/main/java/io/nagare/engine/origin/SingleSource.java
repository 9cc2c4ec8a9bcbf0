package io.nagare.engine.origin;

import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What a callable returns when there is demand, or nothing if that is null. */
final class SingleSource<T> implements StrandSubscription {

    private final StrandSubscriber<? super T> downstream;
    private final Callable<? extends @Nullable T> callable;
    private boolean done;
    private boolean cancelled;

    SingleSource(Callable<? extends @Nullable T> callable, StrandSubscriber<? super T> downstream) {
        this.downstream = downstream;
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
            if (!cancelled) {
                downstream.onError(failure);
            }
            return;
        }
        if (item != null && !cancelled) {
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
