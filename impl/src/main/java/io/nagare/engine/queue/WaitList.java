package io.nagare.engine.queue;

import io.nagare.driver.Leaf;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Leaves that wait for the same event, in the order in which they came. Adding, removing and waking may be done by any thread;
 * leaves are woken outside the lock, because waking may run a strand.
 */
public final class WaitList {

    /** A leaf's place in one list. Its fields belong to the list's lock. */
    public static final class Place {

        private final Leaf leaf;
        private @Nullable Place previous;
        private @Nullable Place next;
        private boolean waiting;

        /** A place for that leaf, in no list yet. */
        public Place(Leaf leaf) {
            this.leaf = leaf;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Place first;
    private @Nullable Place last;
    private int waiting;

    /** Waits, if not waiting already. What is waited for must be looked at again after this. */
    public void add(Place place) {
        lock.lock();
        try {
            if (place.waiting) {
                return;
            }
            place.waiting = true;
            place.previous = last;
            if (last == null) {
                first = place;
            } else {
                last.next = place;
            }
            last = place;
            waiting++;
        } finally {
            lock.unlock();
        }
    }

    /** Waits no longer. */
    public void remove(Place place) {
        lock.lock();
        try {
            if (place.waiting) {
                unlink(place);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes out the leaf that has waited longest, without waking it; null if none waits. */
    public @Nullable Leaf poll() {
        lock.lock();
        try {
            Place place = first;
            if (place == null) {
                return null;
            }
            unlink(place);
            return place.leaf;
        } finally {
            lock.unlock();
        }
    }

    /** How many wait now. */
    public int size() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    /** Wakes all that wait now. Returns how many there were. */
    public int wakeAll() {
        Leaf[] woken = takeAll();
        for (Leaf leaf : woken) {
            leaf.wake();
        }
        return woken.length;
    }

    /** Takes out all that wait now, without waking them. */
    public Leaf[] takeAll() {
        Leaf[] woken;
        lock.lock();
        try {
            woken = new Leaf[waiting];
            for (int i = 0; i < woken.length && first != null; i++) {
                woken[i] = first.leaf;
                unlink(first);
            }
        } finally {
            lock.unlock();
        }
        return woken;
    }

    private void unlink(Place place) {
        Place before = place.previous;
        Place after = place.next;
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
        place.previous = null;
        place.next = null;
        place.waiting = false;
        waiting--;
    }
}
