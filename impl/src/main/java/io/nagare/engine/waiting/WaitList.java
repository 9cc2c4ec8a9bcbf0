package io.nagare.engine.waiting;

import io.nagare.driver.Leaf;
import io.nagare.engine.queue.IntrusiveList;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A list of leaves that wait for the same event, in the order in which they were added. Any thread may add, remove and
 * wake. Leaves are woken outside the lock, because waking may run a strand. The lock is the list's own monitor; it is
 * held for a few steps and needs no further object.
 *
 * <p>A leaf first adds itself and then looks again at its condition. A thread makes the condition true and then takes
 * out the leaves. Both have a full fence between the two steps, so at least one sees the other's write. That is why
 * taking from an empty list needs no lock.
 */
public final class WaitList extends IntrusiveList<WaitList.Place> {

    /** A leaf's place in one list. The list's lock guards its fields. */
    public static final class Place extends IntrusiveList.Member {

        private final Leaf leaf;

        /**
         * Set by the leaf's strand, and cleared by the thread that takes the leaf out. If the strand finds this false,
         * the leaf is in no list, and removing it needs no lock.
         */
        private volatile boolean waiting;

        /** A place for the given leaf, which is in no list yet. */
        public Place(Leaf leaf) {
            this.leaf = leaf;
        }
    }

    private static final Leaf[] NOBODY = {};

    /** Adds a place, unless it is in the list already. The caller must look at its condition again after this. */
    public void add(Place place) {
        synchronized (this) {
            if (place.waiting) {
                return;
            }
            place.waiting = true;
            append(place);
        }
        // Between the entry and the caller's look at its condition; see the header.
        VarHandle.fullFence();
    }

    /** Removes a place, if it is in the list. */
    public void remove(Place place) {
        if (!place.waiting) {
            return;
        }
        synchronized (this) {
            if (removeMember(place)) {
                place.waiting = false;
            }
        }
    }

    /** Takes out the leaf that has waited longest, without waking it. Returns null if none waits. */
    public @Nullable Leaf poll() {
        synchronized (this) {
            return takeFirst();
        }
    }

    /** The number of leaves that wait now. */
    public int size() {
        synchronized (this) {
            return length();
        }
    }

    /** Takes out and wakes all leaves that wait now. Returns how many there were. */
    public int wakeAll() {
        Leaf[] woken = takeAll();
        for (Leaf leaf : woken) {
            leaf.wake();
        }
        return woken.length;
    }

    /** Takes out all leaves that wait now, without waking them. */
    public Leaf[] takeAll() {
        // Between the caller's write of the condition and the look at the list; see the header.
        VarHandle.fullFence();
        if (seemsEmpty()) {
            return NOBODY;
        }
        synchronized (this) {
            Leaf[] woken = new Leaf[length()];
            int count = 0;
            for (Leaf leaf = takeFirst(); leaf != null; leaf = takeFirst()) {
                woken[count++] = leaf;
            }
            return woken;
        }
    }

    private @Nullable Leaf takeFirst() {
        Place place = removeFirst();
        if (place == null) {
            return null;
        }
        place.waiting = false;
        return place.leaf;
    }
}
