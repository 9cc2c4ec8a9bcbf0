package io.nagare.engine.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the places in {@link RingCells}, for values whose numbers follow each other. Each is written once, by
 * whoever has its number.
 */
final class RingSegment<T> {

    private static final VarHandle VALUE = MethodHandles.arrayElementVarHandle(Object[].class);

    /** The number of the first value. */
    final long first;

    /** Where in the ring this is. */
    final int position;

    private final @Nullable Object[] values;

    RingSegment(long first, int position, int length) {
        this.first = first;
        this.position = position;
        values = new @Nullable Object[length];
    }

    int length() {
        return values.length;
    }

    /** Whether the value of that number belongs here. */
    boolean holds(long number) {
        long index = number - first;
        return index >= 0 && index < values.length;
    }

    /** Where the value of a number belongs that this {@link #holds}. */
    int index(long number) {
        return (int) (number - first);
    }

    /** The number of the value at an index. */
    long number(int index) {
        return first + index;
    }

    /** Release: who sees the value sees what was written before it. */
    void put(int index, T value) {
        VALUE.setRelease(values, index, value);
    }

    /** The value at an index; null if it is not there yet. */
    @SuppressWarnings("unchecked") // put puts nothing else there
    @Nullable T value(int index) {
        return (T) VALUE.getAcquire(values, index);
    }
}
