package io.nagare.engine.sync;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A subscriber to a {@code One} that another thread may cancel at any time. What comes after all is caught: it is
 * either taken by {@link #await}, or, when this was cancelled, handed to {@code late}.
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

    /** Cancels; an item that has come, or comes from now on, is late. */
    void cancel() {
        cancelOrElse(() -> {});
    }

    /** As {@link #cancel()}; if it completes nevertheless, or has completed, the action is called once. */
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

    /** The item, null if there was none; fails if the end does not come. */
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
