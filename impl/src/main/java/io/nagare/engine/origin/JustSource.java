package io.nagare.engine.origin;

import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import org.jspecify.annotations.Nullable;

/** Emits one constant item. Called on the strand. */
final class JustSource<T> implements StrandSubscription {

    private final StrandSubscriber<? super T> downstream;
    private @Nullable T item;
    private boolean cancelled;

    JustSource(T item, StrandSubscriber<? super T> downstream) {
        this.downstream = downstream;
        this.item = item;
    }

    @Override
    public void request(long n) {
        T only = item;
        if (only != null) {
            item = null;
            downstream.onNext(only);
            if (!cancelled) {
                downstream.onComplete();
            }
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        item = null;
    }
}
