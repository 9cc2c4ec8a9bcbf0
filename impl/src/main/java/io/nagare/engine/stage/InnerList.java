package io.nagare.engine.stage;

import org.jspecify.annotations.Nullable;

/** The inner publishers that hold a place in a {@link ConcurrentFlattening}, oldest first, linked by themselves. */
final class InnerList<O> {

    /** Null if there is none. */
    @Nullable FlatMapInner<O> first;

    private @Nullable FlatMapInner<O> last;

    void add(FlatMapInner<O> inner) {
        inner.previous = last;
        if (last == null) {
            first = inner;
        } else {
            last.next = inner;
        }
        last = inner;
    }

    /** Does nothing for one that has been removed. */
    void remove(FlatMapInner<O> inner) {
        if (inner.unlinked) {
            return;
        }
        inner.unlinked = true;
        if (inner.previous == null) {
            first = inner.next;
        } else {
            inner.previous.next = inner.next;
        }
        if (inner.next == null) {
            last = inner.previous;
        } else {
            inner.next.previous = inner.previous;
        }
    }

    /** Empties the list; those that were in it stay linked to one another. Returns the first. */
    @Nullable FlatMapInner<O> takeAll() {
        FlatMapInner<O> oldest = first;
        first = null;
        last = null;
        return oldest;
    }
}
