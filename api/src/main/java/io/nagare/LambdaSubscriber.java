package io.nagare;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Consumes a stream with functions and unbounded demand. Signals come one at a time. Any thread may call {@link
 * #cancel()}, also before {@code onSubscribe}.
 */
final class LambdaSubscriber<T> implements Subscriber<T>, Subscription {

    private static final Subscription CANCELLED = new Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    };

    private final Consumer<? super T> onNext;
    private final @Nullable Consumer<? super Throwable> onError;
    private final @Nullable Runnable onComplete;
    private final AtomicReference<@Nullable Subscription> upstream = new AtomicReference<>();

    private LambdaSubscriber(
            Consumer<? super T> onNext, @Nullable Consumer<? super Throwable> onError, @Nullable Runnable onComplete) {
        this.onNext = onNext;
        this.onError = onError;
        this.onComplete = onComplete;
    }

    static <T> Subscription subscribe(
            Publisher<T> source,
            Consumer<? super T> onNext,
            @Nullable Consumer<? super Throwable> onError,
            @Nullable Runnable onComplete) {
        LambdaSubscriber<T> subscriber = new LambdaSubscriber<>(requireNonNull(onNext, "onNext"), onError, onComplete);
        source.subscribe(subscriber);
        return subscriber;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        requireNonNull(subscription, "subscription");
        if (upstream.compareAndSet(null, subscription)) {
            subscription.request(Long.MAX_VALUE);
        } else {
            subscription.cancel();
        }
    }

    @Override
    public void onNext(T item) {
        requireNonNull(item, "item");
        try {
            onNext.accept(item);
        } catch (Throwable failure) {
            boolean live = upstream.get() != CANCELLED;
            cancel();
            if (live) {
                onError(failure);
            } else {
                report(failure);
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        requireNonNull(failure, "failure");
        if (onError == null) {
            report(failure);
            return;
        }
        try {
            onError.accept(failure);
        } catch (Throwable second) {
            if (second != failure) {
                second.addSuppressed(failure);
            }
            report(second);
        }
    }

    @Override
    public void onComplete() {
        if (onComplete != null) {
            try {
                onComplete.run();
            } catch (Throwable failure) {
                report(failure);
            }
        }
    }

    private static void report(Throwable failure) {
        Nagare.current().driver().unseen(failure, "a subscriber made of functions");
    }

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {
        Subscription subscription = upstream.getAndSet(CANCELLED);
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
