package io.nagare;

import java.util.ArrayDeque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * What a {@link BlockingIterator} has fetched and not yet given to its thread. One thread takes; signals come from any
 * thread. Everything that both use is guarded by the lock; upstream is called outside it.
 *
 * <p>Always holds: an item is with the thread that took it, or here, or has been discarded.
 */
final class PrefetchedItems<T> implements Subscriber<T> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<T> items = new ArrayDeque<>();
    private final int prefetch;
    private final int batch;
    private @Nullable Subscription upstream;
    private boolean ended;
    private boolean closed;
    private @Nullable Throwable failure;
    private int taken;

    PrefetchedItems(int prefetch) {
        this.prefetch = prefetch;
        this.batch = prefetch - (prefetch >> 2);
    }

    /** Waits for an item or the end. */
    boolean hasNext() {
        lock.lock();
        try {
            while (items.isEmpty() && !ended) {
                Engines.engine().refuseOnWorker("BlockingIterator.hasNext");
                changed.await();
            }
            if (items.isEmpty() && failure != null) {
                throw rethrow(failure);
            }
            return !items.isEmpty();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new AwaitException("interrupted while waiting for an item", interrupt);
        } finally {
            lock.unlock();
        }
    }

    /** The item that there is, unless it was discarded by another thread since {@link #hasNext()}. */
    T next() {
        T item;
        Subscription replenish = null;
        lock.lock();
        try {
            item = items.poll();
            if (item == null) {
                throw new NoSuchElementException("the iterator was closed");
            }
            if (++taken == batch && !ended) {
                taken = 0;
                replenish = upstream;
            }
        } finally {
            lock.unlock();
        }
        if (replenish != null) {
            replenish.request(batch);
        }
        return item;
    }

    /** Cancels and discards what is here. */
    void close() {
        List<T> dropped;
        Subscription subscription;
        lock.lock();
        try {
            ended = true;
            closed = true;
            dropped = List.copyOf(items);
            items.clear();
            subscription = upstream;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (subscription != null) {
            subscription.cancel();
        }
        dropped.forEach(this::discard);
    }

    private void discard(T item) {
        Discards.discard(item, upstream);
    }

    private static RuntimeException rethrow(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked
                ? unchecked
                : new AwaitException("the stream failed: " + failure.getMessage(), failure);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        boolean refused;
        lock.lock();
        try {
            refused = upstream != null || closed;
            if (!refused) {
                upstream = subscription;
            }
        } finally {
            lock.unlock();
        }
        if (refused) {
            subscription.cancel();
        } else {
            subscription.request(prefetch);
        }
    }

    @Override
    public void onNext(T item) {
        boolean refused;
        lock.lock();
        try {
            refused = ended;
            if (!refused) {
                items.add(item);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
        if (refused) {
            discard(item);
        }
    }

    @Override
    public void onError(Throwable cause) {
        end(cause);
    }

    @Override
    public void onComplete() {
        end(null);
    }

    private void end(@Nullable Throwable cause) {
        lock.lock();
        try {
            ended = true;
            failure = cause;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
