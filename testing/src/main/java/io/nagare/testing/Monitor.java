package io.nagare.testing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Guards the state of a test's subscriber or publisher, and lets the test wait for a change. It is never held while a
 * subscriber or a subscription is called. Any thread may call.
 */
final class Monitor {

    /** How long a wait may take by default. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Checks a limit that a test has set, and cuts it so that its nanoseconds do not overflow. */
    static Duration checkedLimit(Duration limit) {
        if (requireNonNull(limit, "limit").isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("limit must be more than 0, but was " + limit);
        }
        long most = Long.MAX_VALUE / 4;
        return limit.compareTo(Duration.ofNanos(most)) > 0 ? Duration.ofNanos(most) : limit;
    }

    /** Changes the guarded state, and makes waiting threads look at it. */
    void change(Runnable change) {
        update(() -> {
            change.run();
            return change;
        });
    }

    /** As {@link #change}, and returns a result. */
    <R> R update(Supplier<R> change) {
        lock.lock();
        try {
            R result = change.get();
            changed.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** Reads the guarded state. */
    <R> R look(Supplier<R> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a condition on the guarded state holds. Drives a virtual runtime of the calling thread meanwhile.
     * Returns whether the condition holds within the limit.
     */
    boolean await(BooleanSupplier condition, Duration limit) {
        VirtualRuntime virtual = VirtualRuntime.ofThread();
        return virtual == null ? awaitOthers(condition, limit) : drive(virtual, condition, limit);
    }

    private boolean drive(VirtualRuntime virtual, BooleanSupplier condition, Duration limit) {
        try {
            return virtual.driveUntil(() -> look(condition::getAsBoolean), limit);
        } catch (InterruptedException interrupt) {
            throw interrupted(interrupt);
        }
    }

    private boolean awaitOthers(BooleanSupplier condition, Duration limit) {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException interrupt) {
            throw interrupted(interrupt);
        } finally {
            lock.unlock();
        }
    }

    private static AssertionError interrupted(InterruptedException interrupt) {
        Thread.currentThread().interrupt();
        return new AssertionError("interrupted while waiting", interrupt);
    }
}
