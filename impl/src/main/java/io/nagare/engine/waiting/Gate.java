package io.nagare.engine.waiting;

import io.nagare.driver.ShortLock;
import io.nagare.driver.Source;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A condition of its owner, and the line of waiters for it. The owner's lock guards both. A waiter refers to the gate
 * and its condition, so it keeps the owner alive.
 */
public final class Gate {

    private final ShortLock lock;
    private final BooleanSupplier open;
    private final WaitLine<Passage<?>> line = new WaitLine<>();

    /** Makes a gate. The condition {@code open} is evaluated under the lock. */
    public Gate(ShortLock lock, BooleanSupplier open) {
        this.lock = lock;
        this.open = open;
    }

    /** Returns a source that completes when the gate is open. It waits from subscription on and needs no demand. */
    public Source<Void> passing() {
        return (subscriber, strand) -> new Passage<Void>(this, () -> null, subscriber, strand).startAtOnce();
    }

    /** Returns a source that emits an item when the gate is open. It waits from the first demand on. */
    public <T> Source<T> passing(Supplier<? extends @Nullable T> item) {
        return (subscriber, strand) -> new Passage<T>(this, item, subscriber, strand).start();
    }

    /**
     * Settles all waiters, if the gate is open. Called under the lock. The caller wakes the returned waiters after it
     * has released the lock.
     */
    public WaitLine<Passage<?>> letPass() {
        return open.getAsBoolean() ? line.settleAll() : new WaitLine<>();
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

    /** One waiter. */
    public static final class Passage<T> extends Waiter<T> {

        private final Gate gate;
        private final Supplier<? extends @Nullable T> item;

        private Passage(
                Gate gate,
                Supplier<? extends @Nullable T> item,
                StrandSubscriber<? super T> subscriber,
                Strand strand) {
            super(subscriber, strand);
            this.gate = gate;
            this.item = item;
        }

        @Override
        public void enter() {
            gate.lock.lock();
            try {
                if (gate.open.getAsBoolean()) {
                    settle();
                } else {
                    gate.line.add(this);
                }
            } finally {
                gate.lock.unlock();
            }
        }

        @Override
        public void leave() {
            gate.lock.lock();
            try {
                if (!isSettled()) {
                    gate.line.remove(this);
                }
            } finally {
                gate.lock.unlock();
            }
        }

        @Override
        public @Nullable T item() {
            return item.get();
        }
    }
}
