package io.nagare.engine.sync;

import io.nagare.driver.Source;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.sync.PermitsClosedException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A count of permits and those who wait for them: the machine under semaphore, mutex and read-write lock.
 *
 * <p>Always holds, whenever the lock is free: if somebody waits, no permit is available, because each that comes is put
 * aside for the first in line. So nobody overtakes, and permits given + available + put aside is what it was.
 */
final class PermitQueue {

    private final ReentrantLock lock = new ReentrantLock();
    private final WaitLine<Turn<?>> line = new WaitLine<>();
    private long available;
    private boolean closed;

    PermitQueue(long available) {
        this.available = available;
    }

    /** Takes permits if they are there and nobody waits. Returns whether it did. */
    boolean tryTake(int count) {
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

    /** A source that takes permits on demand, in turn, and then emits what the grant makes. */
    <R> Source<R> take(int count, Supplier<? extends R> grant) {
        return (subscriber, strand) -> new Turn<R>(this, count, grant, subscriber, strand).start();
    }

    /** Gives permits back, or adds them. */
    void give(long count) {
        WaitLine<Turn<?>> served = new WaitLine<>();
        lock.lock();
        try {
            available += count;
            serve(served);
        } finally {
            lock.unlock();
        }
        served.wakeAll();
    }

    /** Puts what is available aside for those who wait, and moves those who have all that they need. Under the lock. */
    private void serve(WaitLine<Turn<?>> served) {
        for (Turn<?> turn = line.first(); turn != null && available > 0; turn = line.first()) {
            available = turn.putAside(available);
            if (turn.missing > 0) {
                return;
            }
            line.remove(turn);
            turn.settle();
            served.add(turn);
        }
    }

    private void enter(Turn<?> turn) {
        lock.lock();
        try {
            if (closed) {
                turn.settle(new PermitsClosedException(turn.count));
                return;
            }
            available = turn.putAside(available);
            if (turn.missing == 0) {
                turn.settle();
            } else {
                line.add(turn);
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave(Turn<?> turn) {
        WaitLine<Turn<?>> served = new WaitLine<>();
        lock.lock();
        try {
            if (!turn.isSettled()) {
                line.remove(turn);
            }
            available += turn.takeBack();
            serve(served);
        } finally {
            lock.unlock();
        }
        served.wakeAll();
    }

    /** Fails those who wait, and those who come. */
    void close() {
        WaitLine<Turn<?>> refused = new WaitLine<>();
        lock.lock();
        try {
            closed = true;
            for (Turn<?> turn = line.poll(); turn != null; turn = line.poll()) {
                available += turn.takeBack();
                turn.settle(new PermitsClosedException(turn.count));
                refused.add(turn);
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

    /** How many wait. */
    int waiting() {
        lock.lock();
        try {
            return line.size();
        } finally {
            lock.unlock();
        }
    }

    /** One who asks for permits. {@code missing} belongs to the queue's lock. */
    private static final class Turn<R> extends Waiter<R> {

        private final PermitQueue queue;
        private final int count;
        private final Supplier<? extends R> grant;
        private int missing;

        Turn(
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

        /** Takes from {@code some} what is missing. Returns what is left of it. */
        long putAside(long some) {
            int taken = (int) Math.min(missing, some);
            missing -= taken;
            return some - taken;
        }

        /** Returns what was put aside for this. */
        int takeBack() {
            int aside = count - missing;
            missing = count;
            return aside;
        }

        @Override
        void enter() {
            queue.enter(this);
        }

        @Override
        void leave() {
            queue.leave(this);
        }

        @Override
        @Nullable R item() {
            return grant.get();
        }
    }
}
