package io.nagare.engine.sync.lock;

import io.nagare.driver.ShortLock;
import io.nagare.driver.Source;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.waiting.WaitLine;
import io.nagare.engine.waiting.Waiter;
import io.nagare.sync.PermitsClosedException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A count of permits and the line of waiters for them. Semaphore, mutex and read-write lock are built on it. Any thread
 * may call.
 *
 * <p>Always holds, whenever the lock is free: if a waiter is in line, no permit is available. Each permit that comes is
 * put aside for the first in line. So no waiter is overtaken. The sum of permits granted, available and put aside
 * changes only when permits are added or forgotten.
 */
public final class PermitQueue {

    private final ShortLock lock = new ShortLock();
    private final WaitLine<Request<?>> line = new WaitLine<>();
    private long available;
    private boolean closed;

    public PermitQueue(long available) {
        this.available = available;
    }

    /** Takes permits, if enough are available; then no waiter is in line. Returns whether it did. */
    public boolean tryTake(int count) {
        lock.lock();
        try {
            if (closed || available < count) {
                return false;
            }
            available -= count;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns a source that waits in line for permits on the first demand, and then emits the item that {@code grant}
     * makes.
     */
    public <R> Source<R> take(int count, Supplier<? extends R> grant) {
        return (subscriber, strand) -> new Request<R>(this, count, grant, subscriber, strand).start();
    }

    /** Gives back permits, or adds new ones. */
    public void give(long count) {
        WaitLine<Request<?>> served = new WaitLine<>();
        lock.lock();
        try {
            available += count;
            serve(served);
        } finally {
            lock.unlock();
        }
        served.wakeAll();
    }

    /**
     * Puts available permits aside for the waiters in line, and moves each waiter that has enough to {@code served}.
     * Under the lock.
     */
    private void serve(WaitLine<Request<?>> served) {
        for (Request<?> request = line.first(); request != null && available > 0; request = line.first()) {
            available = request.putAside(available);
            if (request.missing > 0) {
                return;
            }
            line.remove(request);
            request.settle();
            served.add(request);
        }
    }

    private void enter(Request<?> request) {
        lock.lock();
        try {
            if (closed) {
                request.settle(new PermitsClosedException(request.count));
                return;
            }
            available = request.putAside(available);
            if (request.missing == 0) {
                request.settle();
            } else {
                line.add(request);
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave(Request<?> request) {
        WaitLine<Request<?>> served = new WaitLine<>();
        lock.lock();
        try {
            if (!request.isSettled()) {
                line.remove(request);
            }
            available += request.takeBack();
            serve(served);
        } finally {
            lock.unlock();
        }
        served.wakeAll();
    }

    /** Fails all waiters, and from now on each new one. */
    void close() {
        WaitLine<Request<?>> refused = new WaitLine<>();
        lock.lock();
        try {
            closed = true;
            for (Request<?> request = line.poll(); request != null; request = line.poll()) {
                available += request.takeBack();
                request.settle(new PermitsClosedException(request.count));
                refused.add(request);
            }
        } finally {
            lock.unlock();
        }
        refused.wakeAll();
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    long available() {
        lock.lock();
        try {
            return available;
        } finally {
            lock.unlock();
        }
    }

    /** The number of waiters. */
    public int waiting() {
        lock.lock();
        try {
            return line.size();
        } finally {
            lock.unlock();
        }
    }

    /** One waiter for permits. The queue's lock guards {@code missing}. */
    private static final class Request<R> extends Waiter<R> {

        private final PermitQueue queue;
        private final int count;
        private final Supplier<? extends R> grant;
        private int missing;

        Request(
                PermitQueue queue,
                int count,
                Supplier<? extends R> grant,
                StrandSubscriber<? super R> subscriber,
                Strand strand) {
            super(subscriber, strand);
            this.queue = queue;
            this.count = count;
            this.grant = grant;
            this.missing = count;
        }

        /** Takes the missing permits from {@code some}, as far as they reach. Returns how many are left. */
        long putAside(long some) {
            int taken = (int) Math.min(missing, some);
            missing -= taken;
            return some - taken;
        }

        /** Takes back the permits that were put aside for this. Returns how many. */
        int takeBack() {
            int aside = count - missing;
            missing = count;
            return aside;
        }

        @Override
        public void enter() {
            queue.enter(this);
        }

        @Override
        public void leave() {
            queue.leave(this);
        }

        @Override
        public @Nullable R item() {
            return grant.get();
        }
    }
}
