package io.nagare.engine.scheduler.stealing;

import io.nagare.engine.queue.SpinLock;

/**
 * A stack of the sleeping workers. The one that fell asleep last is on top: its caches are the warmest, and the others
 * can sleep on.
 *
 * <p>Workers call it, and any thread that wakes a worker. The stack and the {@link IdleState} change together under the
 * lock. Only the idle state is also read without the lock.
 *
 * <p>Waiting for the lock must not need memory: if a wake failed for lack of memory, it might be the only one.
 */
public final class Sleepers extends SpinLock {

    /** From {@link #wakeOne}: no worker is to be woken. */
    public static final int NOBODY = -1;

    private final IdleState idle;
    private final Runnable firstAwake;

    /** The sleeping workers by index. The lock guards this field and the count. */
    private final int[] stack;

    private int count;

    /**
     * Makes an empty stack.
     *
     * @param firstAwake run when a worker wakes up while all were asleep
     */
    public Sleepers(IdleState idle, int workers, Runnable firstAwake) {
        this.idle = idle;
        this.firstAwake = firstAwake;
        stack = new int[workers];
    }

    /**
     * Notes that a worker goes to sleep.
     *
     * @return whether it was the last searcher; the caller must then look at all queues again
     */
    public boolean sleep(int worker, boolean searching) {
        lock();
        try {
            stack[count++] = worker;
            return idle.sleep(searching);
        } finally {
            unlock();
        }
    }

    /**
     * Chooses a worker to wake for new work, if one is asleep and none is searching.
     *
     * @return the worker, which counts as awake and searching from now on, and which the caller must unpark; or
     *     {@link #NOBODY}
     */
    public int wakeOne() {
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
     * Notes that a sleeping worker has found work by itself: a channel became ready or a timer fired.
     *
     * @return false if {@link #wakeOne} has chosen it before, so that it counts as searching
     */
    public boolean wakeWithWork(int worker) {
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

    /** Whether a worker is asleep and has not been chosen to be woken. */
    public boolean contains(int worker) {
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
}
