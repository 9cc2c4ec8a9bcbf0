package io.nagare.engine.sync.lock;

import io.nagare.sync.AlreadyReleasedException;
import io.nagare.sync.ReadGuard;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The guard of a locked value. Any thread may unlock it. A guard that is unlocked holds 0 permits, so a second unlock
 * is noticed.
 */
abstract class HeldGuard<T> implements ReadGuard<T> {

    final Locked<T> locked;
    private final AtomicInteger permits;

    HeldGuard(Locked<T> locked, int permits) {
        this.locked = locked;
        this.permits = new AtomicInteger(permits);
    }

    @Override
    public final T get() {
        check("get");
        return locked.value;
    }

    final void check(String call) {
        if (permits.get() == 0) {
            throw released(call);
        }
    }

    /**
     * Takes all permits out of this guard. The caller must give them back to the queue, or make another guard of them.
     */
    final int takeAll(String call) {
        int held = permits.getAndSet(0);
        if (held == 0) {
            throw released(call);
        }
        return held;
    }

    private static AlreadyReleasedException released(String call) {
        return new AlreadyReleasedException("a guard", call);
    }

    @Override
    public final void close() {
        locked.queue.give(takeAll("close"));
    }

    /** Unlocks the value, unless it is unlocked already. */
    final void closeIfOpen() {
        int held = permits.getAndSet(0);
        if (held > 0) {
            locked.queue.give(held);
        }
    }

    @Override
    public final String toString() {
        return permits.get() == 0 ? "Guard[released]" : "Guard[" + locked.value + "]";
    }
}
