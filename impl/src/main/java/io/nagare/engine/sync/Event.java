package io.nagare.engine.sync;

import io.nagare.driver.Source;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that happens once, and those who wait for it. What was written before it happened is visible to them. */
final class Event {

    private final ReentrantLock lock = new ReentrantLock();
    private final WaitLine<Turn<?>> line = new WaitLine<>();

    /** Written once, under the lock. Volatile for who asks without it. */
    private volatile boolean happened;

    boolean hasHappened() {
        return happened;
    }

    /** It happens. Returns false if it had before. */
    boolean happen() {
        WaitLine<Turn<?>> woken;
        lock.lock();
        try {
            if (happened) {
                return false;
            }
            happened = true;
            woken = line.settleAll();
        } finally {
            lock.unlock();
        }
        woken.wakeAll();
        return true;
    }

    /** A source that completes when it has happened; waits from the subscription on. */
    Source<Void> awaited() {
        return (subscriber, strand) -> new Turn<Void>(this, () -> null, subscriber, strand).startAtOnce();
    }

    /** A source that emits an item when it has happened; waits from the first demand on. */
    <T> Source<T> awaited(Supplier<? extends @Nullable T> item) {
        return (subscriber, strand) -> new Turn<T>(this, item, subscriber, strand).start();
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

    private void enter(Turn<?> turn) {
        lock.lock();
        try {
            if (happened) {
                turn.settle();
            } else {
                line.add(turn);
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave(Turn<?> turn) {
        lock.lock();
        try {
            if (!turn.isSettled()) {
                line.remove(turn);
            }
        } finally {
            lock.unlock();
        }
    }

    /** One who waits. */
    private static final class Turn<T> extends Waiter<T> {

        private final Event event;
        private final Supplier<? extends @Nullable T> item;

        Turn(Event event, Supplier<? extends @Nullable T> item, StrandSubscriber<? super T> subscriber, Strand strand) {
            super(subscriber, strand);
            this.event = event;
            this.item = item;
        }

        @Override
        void enter() {
            event.enter(this);
        }

        @Override
        void leave() {
            event.leave(this);
        }

        @Override
        @Nullable T item() {
            return item.get();
        }
    }
}
