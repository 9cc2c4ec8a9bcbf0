package io.nagare.engine.strand;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The resources that stay where they are and are given to every caller, such as the value of a cell, a watch or a memo.
 * A stream that held one of them and is cancelled must not close it for the others.
 *
 * <p>A table of weak references, guarded by the monitor of its class. Called on any thread. A lookup allocates nothing,
 * because it happens where things are closed.
 */
public final class Retained {

    private static final int LEAST_BUCKETS = 16;

    private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

    /** Its length is a power of two. Each bucket is a linked list. */
    private static @Nullable Entry[] buckets = new Entry[LEAST_BUCKETS];

    private static int count;

    /** Whether there ever was a resource. Most programs have none and need not look. */
    private static volatile boolean used;

    private Retained() {}

    /** Remembers an item if it is a resource. */
    public static void add(@Nullable Object item) {
        if (item != null && !PlainItems.contains(item) && Discard.isResource(item)) {
            enter(item);
        }
    }

    static boolean contains(Object resource) {
        return used && find(resource);
    }

    private static synchronized boolean find(Object resource) {
        int hash = System.identityHashCode(resource);
        for (Entry entry = buckets[hash & buckets.length - 1]; entry != null; entry = entry.next) {
            if (entry.refersTo(resource)) {
                return true;
            }
        }
        return false;
    }

    private static synchronized void enter(Object resource) {
        if (find(resource)) {
            return;
        }
        for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
            remove((Entry) gone);
        }
        if (count >= buckets.length) {
            grow();
        }
        link(new Entry(resource));
        count++;
        used = true;
    }

    /** The number of resources remembered, for tests. */
    static synchronized int size() {
        return count;
    }

    private static void link(Entry entry) {
        int index = entry.hash & buckets.length - 1;
        entry.next = buckets[index];
        buckets[index] = entry;
    }

    private static void grow() {
        @Nullable Entry[] before = buckets;
        buckets = new Entry[before.length * 2];
        for (Entry first : before) {
            for (Entry entry = first; entry != null; ) {
                Entry next = entry.next;
                link(entry);
                entry = next;
            }
        }
    }

    private static void remove(Entry gone) {
        int index = gone.hash & buckets.length - 1;
        Entry before = null;
        for (Entry entry = buckets[index]; entry != null; before = entry, entry = entry.next) {
            if (entry == gone) {
                if (before == null) {
                    buckets[index] = entry.next;
                } else {
                    before.next = entry.next;
                }
                count--;
                return;
            }
        }
    }

    private static final class Entry extends WeakReference<Object> {

        private final int hash;
        private @Nullable Entry next;

        Entry(Object resource) {
            super(resource, GONE);
            hash = System.identityHashCode(resource);
        }
    }
}
