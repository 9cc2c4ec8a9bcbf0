package io.nagare;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The items of a stream for a thread that may block. One thread iterates; signals come from any thread. Everything that both
 * use is guarded by the lock; upstream is called outside it.
 *
 * @param <T> what is iterated over
 */
public final class BlockingIterator<T> implements Iterator<T>, AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<T> items = new ArrayDeque<>();
    private final int prefetch;
    private final int batch;
    private @Nullable Subscription upstream;
    private boolean ended;
    private @Nullable Throwable failure;
    private int taken;

    private BlockingIterator(int prefetch) {
        this.prefetch = prefetch;
        this.batch = prefetch - (prefetch >> 2);
    }

    static <T> BlockingIterator<T> over(Publisher<T> source, int prefetch) {
        BlockingIterator<T> iterator = new BlockingIterator<>(prefetch);
        source.subscribe(iterator.new Signals());
        return iterator;
    }

    @Override
    public boolean hasNext() {
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

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the stream has ended");
        }
        lock.lock();
        T item;
        Subscription replenish = null;
        try {
            item = items.remove();
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

    /** Cancels the subscription and drops what was fetched. Calling it again does nothing. */
    @Override
    public void close() {
        Subscription subscription;
        lock.lock();
        try {
            ended = true;
            items.clear();
            subscription = upstream;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (subscription != null) {
            subscription.cancel();
        }
    }

    private static RuntimeException rethrow(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked
                ? unchecked
                : new AwaitException("the stream failed: " + failure.getMessage(), failure);
    }

    private final class Signals implements Subscriber<T> {

        @Override
        public void onSubscribe(Subscription subscription) {
            boolean second;
            lock.lock();
            try {
                second = upstream != null;
                if (!second) {
                    upstream = subscription;
                }
            } finally {
                lock.unlock();
            }
            if (second) {
                subscription.cancel();
            } else {
                subscription.request(prefetch);
            }
        }

        @Override
        public void onNext(T item) {
            lock.lock();
            try {
                if (!ended) {
                    items.add(item);
                    changed.signal();
                }
            } finally {
                lock.unlock();
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
}
