package io.nagare.engine.waiting;

import org.jspecify.annotations.Nullable;

/**
 * A line of waiters in the order in which they came. Removing a waiter takes constant time, wherever it stands. The
 * lock of the object that they wait for guards the line. A waiter is in one line at most. Settled waiters are moved to
 * a line of the caller's own. The caller wakes them after it has released the lock, because waking may run a scheduler.
 *
 * <p>A waiter is a leaf and so cannot be a member of an {@code IntrusiveList}. An object for its links would take
 * memory for each waiter, so a waiter has the links itself.
 *
 * @param <W> the waiters
 */
public final class WaitLine<W extends Waiter<?>> {

    private @Nullable W first;
    private @Nullable W last;
    private int size;

    boolean isEmpty() {
        return first == null;
    }

    public int size() {
        return size;
    }

    /** The waiter that came first, or null. */
    public @Nullable W first() {
        return first;
    }

    /** The waiter that came last, or null. */
    public @Nullable W last() {
        return last;
    }

    /** Adds a waiter that is in no line at the end. */
    public void add(W waiter) {
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

    /** Removes a waiter that is in this line. */
    @SuppressWarnings("unchecked") // the neighbours of a waiter are in the same line
    public void remove(W waiter) {
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

    /** Removes the waiter that came first. Returns null if there is none. */
    public @Nullable W poll() {
        W waiter = first;
        if (waiter != null) {
            remove(waiter);
        }
        return waiter;
    }

    /**
     * Settles all waiters. Returns them in a line of the caller's own. The caller wakes them after it has released the
     * lock.
     */
    public WaitLine<W> settleAll() {
        WaitLine<W> settled = new WaitLine<>();
        for (W waiter = poll(); waiter != null; waiter = poll()) {
            waiter.settle();
            settled.add(waiter);
        }
        return settled;
    }

    /**
     * Wakes all waiters in order, and empties this line, which must be the caller's own. The caller must hold no lock.
     */
    public void wakeAll() {
        for (W waiter = poll(); waiter != null; waiter = poll()) {
            waiter.wake();
        }
    }
}
