package io.nagare;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A future of the first item. {@link #cancel} may be called by any thread, also before {@code onSubscribe}. */
final class FutureSubscriber<T> extends CompletableFuture<@Nullable T> implements Subscriber<T> {

    private final AtomicReference<@Nullable Subscription> upstream = new AtomicReference<>();

    private FutureSubscriber() {}

    static <T> CompletableFuture<@Nullable T> subscribe(One<T> source) {
        FutureSubscriber<T> future = new FutureSubscriber<>();
        source.subscribe(future);
        return future;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (!upstream.compareAndSet(null, subscription) || isDone()) {
            subscription.cancel();
        } else {
            subscription.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(T item) {
        complete(requireNonNull(item, "item"));
    }

    @Override
    public void onError(Throwable failure) {
        completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        complete(null);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        Subscription subscription = upstream.get();
        if (cancelled && subscription != null) {
            subscription.cancel();
        }
        return cancelled;
    }
}
