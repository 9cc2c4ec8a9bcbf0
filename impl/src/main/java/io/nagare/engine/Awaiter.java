package io.nagare.engine;

import io.nagare.AwaitException;
import io.nagare.DeadlineExceededException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Waits for the one item, or the end, of a stream. Signals come from any thread; one thread waits. */
final class Awaiter<T> implements Subscriber<T> {

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Subscription upstream;
    private @Nullable T item;
    private @Nullable Throwable failure;

    @Override
    public void onSubscribe(Subscription subscription) {
        upstream = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(T next) {
        item = next;
    }

    @Override
    public void onError(Throwable cause) {
        failure = cause;
        ended.countDown();
    }

    @Override
    public void onComplete() {
        ended.countDown();
    }

    /** Waits up to the limit, for ever if that is null. */
    @Nullable T await(@Nullable Duration limit) {
        try {
            if (limit == null) {
                ended.await();
            } else if (!ended.await(nanos(limit), TimeUnit.NANOSECONDS)) {
                cancel();
                throw new DeadlineExceededException("await: there was no result", limit);
            }
        } catch (InterruptedException interrupt) {
            cancel();
            Thread.currentThread().interrupt();
            throw new AwaitException("interrupted while waiting for a result", interrupt);
        }
        if (failure != null) {
            throw unchecked(failure);
        }
        return item;
    }

    /** The failure as something that can be thrown here: itself if it is unchecked. */
    static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked
                ? unchecked
                : new AwaitException("the awaited stream failed: " + failure, failure);
    }

    private static long nanos(Duration limit) {
        return limit.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0 ? Long.MAX_VALUE : limit.toNanos();
    }

    private void cancel() {
        Subscription subscription = upstream;
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
