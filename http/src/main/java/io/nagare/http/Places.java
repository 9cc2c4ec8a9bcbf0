package io.nagare.http;

import io.nagare.driver.Leaf;
import io.nagare.driver.ShortLock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a client that wait for a place on a connection of HTTP/2, the first one first. A server allows only
 * so many at once, and the JDK's client fails those beyond (JDK-8225647). Any thread may call.
 */
final class Places {

    private final ShortLock lock = new ShortLock();
    private final Set<Leaf> waiting = new LinkedHashSet<>();

    /** Lets a leaf wait. It is woken once. */
    void await(Leaf leaf) {
        lock.lock();
        try {
            waiting.add(leaf);
        } finally {
            lock.unlock();
        }
    }

    /** Lets a leaf wait no longer. */
    void forget(Leaf leaf) {
        lock.lock();
        try {
            waiting.remove(leaf);
        } finally {
            lock.unlock();
        }
    }

    /** Wakes the leaf that has waited the longest. It may be for another server, so a leaf also looks by itself. */
    void wakeOne() {
        Leaf first = first();
        if (first != null) {
            first.wake();
        }
    }

    private @Nullable Leaf first() {
        lock.lock();
        try {
            Iterator<Leaf> all = waiting.iterator();
            if (!all.hasNext()) {
                return null;
            }
            Leaf first = all.next();
            all.remove();
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Wakes all: the client is closed. */
    void wakeAll() {
        List<Leaf> all;
        lock.lock();
        try {
            all = new ArrayList<>(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(Leaf::wake);
    }
}
