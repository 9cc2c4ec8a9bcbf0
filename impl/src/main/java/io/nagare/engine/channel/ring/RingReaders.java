package io.nagare.engine.channel.ring;

import org.jspecify.annotations.Nullable;

/**
 * The readers of a {@link Ring}, oldest first, linked to each other. The ring's lock guards everything here. Only a
 * reader's position changes without the lock; it is read with acquire, and {@link Ring#moved} has the fence.
 *
 * <p>A reader's position only grows. So the search for the slowest reader stops at the first reader that is too far
 * behind, and the next search goes on with that one. If many readers advance together, each is looked at once. The same
 * holds if one reader stands still and the others advance.
 */
final class RingReaders<T> {

    private @Nullable RingReader<T> oldest;
    private @Nullable RingReader<T> newest;

    /** The reader with which the search goes on; null if the last search has seen all readers. */
    private @Nullable RingReader<T> next;

    /** The least position of the readers before {@link #next}, when they were seen. */
    private long slowest;

    /** The position that the readers before {@link #next} had reached. */
    private long searchedFor;

    boolean isEmpty() {
        return oldest == null;
    }

    /** Adds a reader at the end, so that a search that has begun still gets to it. */
    void add(RingReader<T> reader) {
        RingReader<T> before = newest;
        reader.previous = before;
        if (before == null) {
            oldest = reader;
        } else {
            before.next = reader;
        }
        newest = reader;
    }

    void remove(RingReader<T> reader) {
        RingReader<T> before = reader.previous;
        RingReader<T> after = reader.next;
        if (before == null) {
            oldest = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            newest = before;
        } else {
            after.previous = before;
        }
        if (next == reader) {
            next = after;
        }
        // The subscription may outlive this; it must not keep its former neighbours alive.
        reader.previous = null;
        reader.next = null;
    }

    /**
     * Returns the position of the slowest reader if all have reached {@code least}, and otherwise the position of one
     * that has not. {@link Long#MAX_VALUE} if there are no readers.
     */
    long slowest(long least) {
        if (next == null || least > searchedFor) {
            next = oldest;
            slowest = Long.MAX_VALUE;
        }
        searchedFor = least;
        for (RingReader<T> reader = next; reader != null; reader = reader.next) {
            long position = reader.position();
            if (position < least) {
                next = reader;
                return position;
            }
            slowest = Math.min(slowest, position);
        }
        next = null;
        return slowest;
    }

    /** Returns the position of the slowest reader, or {@code tail} if none is behind it. */
    long slowestNow(long tail) {
        long least = tail;
        for (RingReader<T> reader = oldest; reader != null; reader = reader.next) {
            least = Math.min(least, reader.position());
        }
        return least;
    }
}
