package io.nagare.engine.queue;

/**
 * A lock that is held for a few plain accesses, during which nothing else is called. That is why waiting threads spin.
 * Waiting for it needs no memory. Not reentrant.
 */
public abstract class SpinLock extends PaddedWord {

    private static final int SPINS = 100;

    protected final void lock() {
        int spins = 0;
        // The read only avoids exchanges that would fail. The compare-and-set pairs with the release in unlock.
        while (getAcquire() != 0 || !compareAndSet(0, 1)) {
            if (++spins < SPINS) {
                Thread.onSpinWait();
            } else {
                // The holder has most likely lost its processor.
                Thread.yield();
            }
        }
    }

    protected final void unlock() {
        // Release pairs with the compare-and-set in lock: the next holder sees the plain writes of this one.
        setRelease(0);
    }
}
