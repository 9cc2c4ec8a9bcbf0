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

    /** Starts all, oldest first, until the stream is over. */
    void startAll(ConcurrentFlattening<?, O> stream) {
        for (FlatMapInner<O> inner = first; inner != null && !stream.done; inner = inner.next) {
            inner.start();
        }
    }

    /** Puts back an item that one of them is sending. */
    boolean takeBack(Object item) {
        for (FlatMapInner<O> inner = first; inner != null; inner = inner.next) {
            if (inner.takeBack(item)) {
                return true;
            }
        }
        return false;
    }

    /** Empties the list and cancels those that were in it, which stay linked to one another meanwhile. */
    void cancelAll() {
        FlatMapInner<O> oldest = first;
        first = null;
        last = null;
        for (FlatMapInner<O> inner = oldest; inner != null; inner = inner.next) {
            inner.cancel();
        }
    }
}
