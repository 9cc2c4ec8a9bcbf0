package io.nagare.engine.stage.flatten;

import org.jspecify.annotations.Nullable;

/**
 * The inner publishers that hold a place in a {@link ConcurrentFlattening}, oldest first: an intrusive linked list.
 * Called on the strand.
 *
 * <p>Always holds: a publisher that has left the list is linked to no other. An object that still refers to it, such as
 * a blocking job, keeps none of its successors alive.
 */
final class InnerList<O> {

    /** The oldest, or null if there is none. */
    @Nullable FlatMapInner<O> first;

    private @Nullable FlatMapInner<O> last;

    /** The publisher that {@link #startAll} starts next. */
    private @Nullable FlatMapInner<O> toStart;

    void add(FlatMapInner<O> inner) {
        inner.previous = last;
        if (last == null) {
            first = inner;
        } else {
            last.next = inner;
        }
        last = inner;
    }

    /** Removes a publisher. Does nothing if it has been removed. */
    void remove(FlatMapInner<O> inner) {
        if (inner.unlinked) {
            return;
        }
        inner.unlinked = true;
        FlatMapInner<O> before = inner.previous;
        FlatMapInner<O> after = inner.next;
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
        if (inner == toStart) {
            toStart = after;
        }
        inner.previous = null;
        inner.next = null;
    }

    /** Starts all, oldest first, until the stream is over. Starting one may remove it and others. */
    void startAll(ConcurrentFlattening<?, O> stream) {
        toStart = first;
        for (FlatMapInner<O> inner = toStart; inner != null && !stream.done; inner = toStart) {
            toStart = inner.next;
            inner.start();
        }
        toStart = null;
    }

    /** Puts back an item that one of the publishers is emitting. Returns whether one took it. */
    boolean takeBack(Object item) {
        for (FlatMapInner<O> inner = first; inner != null; inner = inner.next) {
            if (inner.takeBack(item)) {
                return true;
            }
        }
        return false;
    }

    /** Removes and cancels all, one after the other. Cancelling one may remove others. */
    void cancelAll() {
        for (FlatMapInner<O> inner = first; inner != null; inner = first) {
            remove(inner);
            inner.cancel();
        }
    }
}
