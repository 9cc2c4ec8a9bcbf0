package io.nagare.engine.origin;

import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.stage.PullSubscription;
import org.jspecify.annotations.Nullable;

/** One item. */
final class JustSource<T> implements PullSubscription<T> {

    private final StrandSubscriber<? super T> downstream;
    private @Nullable T item;
    private boolean cancelled;

    JustSource(T item, StrandSubscriber<? super T> downstream) {
        this.downstream = downstream;
        this.item = item;
    }

    @Override
    public void request(long n) {
        T only = poll();
        if (only != null) {
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

    @Override
    public boolean isExhausted() {
        return item == null;
    }

    @Override
    public @Nullable T poll() {
        T only = item;
        item = null;
        return only;
    }
}
