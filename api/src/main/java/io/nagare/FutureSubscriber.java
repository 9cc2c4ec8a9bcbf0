package io.nagare;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A future of the first item. Any thread may call {@link #cancel}, also before {@code onSubscribe}. */
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
        if (!super.complete(requireNonNull(item, "item"))) {
            Discards.discard(item, upstream.get());
        }
    }

    @Override
    public void onError(Throwable failure) {
        super.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        super.complete(null);
    }

    // When something other than the stream completes the future, such as orTimeout, the stream is not needed any more.

    @Override
    public boolean complete(@Nullable T value) {
        return stopIf(super.complete(value));
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        return stopIf(super.completeExceptionally(failure));
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return stopIf(super.cancel(mayInterruptIfRunning));
    }

    private boolean stopIf(boolean completed) {
        Subscription subscription = upstream.get();
        if (completed && subscription != null) {
            subscription.cancel();
        }
        return completed;
    }
}
