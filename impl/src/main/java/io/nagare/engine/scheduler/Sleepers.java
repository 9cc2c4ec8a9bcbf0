package io.nagare.engine.scheduler;

/**
 * The workers that are asleep, the one that fell asleep last on top: its caches are the warmest, and the others can
 * sleep on.
 *
 * <p>Called by the workers and by any thread that wakes one. The stack and the {@link IdleState} change together under
 * the lock; the idle state alone is read without it. Nothing else is called while the lock is held.
 *
 * <p>The lock is this word: waiting for it must not need memory, since a wake that is lost for want of some may be the
 * only one.
 */
final class Sleepers extends PaddedWord {

    /** From {@link #wakeOne}: nobody is to be woken. */
    static final int NOBODY = -1;

    private static final int SPINS = 100;

    private final IdleState idle;
    private final Runnable firstAwake;

    /** Guarded by the lock, as is the count. */
    private final int[] stack;

    private int count;

    /**
     * Nobody asleep.
     *
     * @param firstAwake run when a worker is woken while all are asleep
     */
    Sleepers(IdleState idle, int workers, Runnable firstAwake) {
        this.idle = idle;
        this.firstAwake = firstAwake;
        stack = new int[workers];
    }

    /**
     * A worker goes to sleep.
     *
     * @return whether it was the last one searching: the caller must then look at all queues again
     */
    boolean sleep(int worker, boolean searching) {
        lock();
        try {
            stack[count++] = worker;
            return idle.sleep(searching);
        } finally {
            unlock();
        }
    }

    /**
     * Chooses a worker to be woken, if one should be: there is new work and nobody is searching.
     *
     * @return the worker, which is awake and searching from now on and must be unparked; or {@link #NOBODY}
     */
    int wakeOne() {
        if (!idle.wantsWake()) {
            return NOBODY;
        }
        int worker;
        boolean first;
        lock();
        try {
            if (!idle.wantsWake()) {
                return NOBODY;
            }
            worker = stack[--count];
            first = idle.wakeToSearch();
        } finally {
            unlock();
        }
        if (first) {
            firstAwake.run();
        }
        return worker;
    }

    /**
     * A sleeping worker has work of its own: a channel became ready or a timer fired.
     *
     * @return {@code false} if it had been chosen by {@link #wakeOne} before, and so counts as searching
     */
    boolean wakeWithWork(int worker) {
        boolean first;
        lock();
        try {
            int position = position(worker);
            if (position < 0) {
                return false;
            }
            System.arraycopy(stack, position + 1, stack, position, --count - position);
            first = idle.wakeWithWork();
        } finally {
            unlock();
        }
        if (first) {
            firstAwake.run();
        }
        return true;
    }

    /** Whether a worker is asleep, that is, has not been chosen to be woken. */
    boolean contains(int worker) {
        lock();
        try {
            return position(worker) >= 0;
        } finally {
            unlock();
        }
    }

    private int position(int worker) {
        for (int i = count - 1; i >= 0; i--) {
            if (stack[i] == worker) {
                return i;
            }
        }
        return -1;
    }

    private void lock() {
        int spins = 0;
        while (getAcquire() != 0 || !compareAndSet(0, 1)) {
            if (++spins < SPINS) {
                Thread.onSpinWait();
            } else {
                // The holder has most likely lost its processor.
                Thread.yield();
            }
        }
    }

    private void unlock() {
        setRelease(0);
    }
}
