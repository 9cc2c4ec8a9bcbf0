package io.nagare.engine.sync;

import org.jspecify.annotations.Nullable;

/**
 * Waiters in the order in which they came; leaving from the middle costs as little as from the end. Guarded by the lock
 * of what is waited for. A waiter is in one line at the most; those that have been settled are moved to a line of the
 * caller's own, to be woken when the lock has been left, because waking may run a scheduler.
 *
 * @param <W> who waits
 */
final class WaitLine<W extends Waiter<?>> {

    private @Nullable W first;
    private @Nullable W last;
    private int size;

    boolean isEmpty() {
        return first == null;
    }

    int size() {
        return size;
    }

    /** Who came first, or null. */
    @Nullable W first() {
        return first;
    }

    /** Who came last, or null. */
    @Nullable W last() {
        return last;
    }

    /** Puts one that is in no line at the end. */
    void add(W waiter) {
        W before = last;
        waiter.previous = before;
        if (before == null) {
            first = waiter;
        } else {
            before.next = waiter;
        }
        last = waiter;
        size++;
    }

    /** Takes out one that is in this line. */
    @SuppressWarnings("unchecked") // the neighbours of a waiter are in the same line
    void remove(W waiter) {
        W before = (W) waiter.previous;
        W after = (W) waiter.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        waiter.previous = null;
        waiter.next = null;
        size--;
    }

    /** Takes out who came first; null if there is nobody. */
    @Nullable W poll() {
        W waiter = first;
        if (waiter != null) {
            remove(waiter);
        }
        return waiter;
    }

    /** Settles everybody. Returns them in a line of the caller's own, to be woken when the lock has been left. */
    WaitLine<W> settleAll() {
        WaitLine<W> settled = new WaitLine<>();
        for (W waiter = poll(); waiter != null; waiter = poll()) {
            waiter.settle();
            settled.add(waiter);
        }
        return settled;
    }

    /** Wakes everybody, in order, and empties this line, which is the caller's own. Holding no lock. */
    void wakeAll() {
        for (W waiter = poll(); waiter != null; waiter = poll()) {
            waiter.wake();
        }
    }
}
