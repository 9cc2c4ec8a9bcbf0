package io.nagare.engine.sync;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A subscriber to a {@code One} that another thread may cancel at any time. It does not lose an item: {@link #await}
 * returns it, or, after a cancellation, {@code late} gets it.
 */
final class Catching<T> implements Subscriber<T> {

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Consumer<? super T> late;
    private volatile Subscription upstream;
    private boolean cancelled;
    private Runnable lateEnd = () -> {};
    private T item;
    private boolean completed;
    private Throwable failure;

    Catching(Consumer<? super T> late) {
        this.late = late;
    }

    /** Cancels. The item is late, whether it has come already or comes from now on. */
    void cancel() {
        cancelOrElse(() -> {});
    }

    /** Cancels as {@link #cancel()} does. If the stream has completed or still completes, runs the action once. */
    void cancelOrElse(Runnable whenCompleted) {
        T came;
        boolean over;
        synchronized (this) {
            cancelled = true;
            came = item;
            item = null;
            over = completed;
            lateEnd = whenCompleted;
        }
        upstream.cancel();
        if (came != null) {
            late.accept(came);
        }
        if (over) {
            whenCompleted.run();
        }
    }

    /** Waits for the end and returns the item; null if there was none. Fails if the end does not come. */
    T await(Duration limit) throws InterruptedException {
        if (!ended.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("there was no end within " + limit + ": was a wake-up lost?");
        }
        synchronized (this) {
            if (failure != null) {
                throw new AssertionError(failure);
            }
            return item;
        }
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        upstream = subscription;
        subscription.request(1);
    }

    @Override
    public void onNext(T next) {
        synchronized (this) {
            if (!cancelled) {
                item = next;
                return;
            }
        }
        late.accept(next);
    }

    @Override
    public void onError(Throwable cause) {
        synchronized (this) {
            failure = cause;
        }
        ended.countDown();
    }

    @Override
    public void onComplete() {
        Runnable then;
        synchronized (this) {
            completed = true;
            then = lateEnd;
        }
        ended.countDown();
        then.run();
    }
}
