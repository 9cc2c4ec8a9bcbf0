package io.nagare.engine.queue;

import io.nagare.driver.Leaf;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Leaves that wait for the same event, in the order in which they came. Adding, removing and waking may be done by any
 * thread; leaves are woken outside the lock, because waking may run a strand. The lock is the list's own monitor, which
 * is held for a few steps and costs no object.
 *
 * <p>Who waits adds itself and then looks at what it waits for; who makes that true does so and then takes the leaves
 * out. Between the two steps of either stands a full fence, so one sees the other, and taking from an empty list needs
 * no lock.
 */
public final class WaitList {

    /** A leaf's place in one list. Its fields belong to the list's lock. */
    public static final class Place {

        private final Leaf leaf;
        private @Nullable Place previous;
        private @Nullable Place next;

        /**
         * Set by the leaf's strand, cleared by whoever takes it out: who finds it cleared on that strand need not look
         * again.
         */
        private volatile boolean waiting;

        /** A place for that leaf, in no list yet. */
        public Place(Leaf leaf) {
            this.leaf = leaf;
        }
    }

    private static final Leaf[] NOBODY = {};

    /** Written under the lock. */
    private volatile @Nullable Place first;

    private @Nullable Place last;
    private int waiting;

    /** Waits, if not waiting already. What is waited for must be looked at again after this. */
    public void add(Place place) {
        synchronized (this) {
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
        }
        VarHandle.fullFence();
    }

    /** Waits no longer. */
    public void remove(Place place) {
        if (!place.waiting) {
            return;
        }
        synchronized (this) {
            if (place.waiting) {
                unlink(place);
            }
        }
    }

    /** Takes out the leaf that has waited longest, without waking it; null if none waits. */
    public @Nullable Leaf poll() {
        synchronized (this) {
            Place place = first;
            if (place == null) {
                return null;
            }
            unlink(place);
            return place.leaf;
        }
    }

    /** How many wait now. */
    public int size() {
        synchronized (this) {
            return waiting;
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
        VarHandle.fullFence();
        if (first == null) {
            return NOBODY;
        }
        synchronized (this) {
            Leaf[] woken = new Leaf[waiting];
            int count = 0;
            for (Place place = first; place != null; place = first) {
                woken[count++] = place.leaf;
                unlink(place);
            }
            return woken;
        }
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
