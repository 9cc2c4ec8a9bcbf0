package io.nagare.engine.channel.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the places in {@link RingCells}, for values with consecutive numbers. Each place is written once, by the
 * writer that has its number. Any thread may read.
 */
public final class RingSegment<T> {

    private static final VarHandle VALUE = MethodHandles.arrayElementVarHandle(Object[].class);

    /** The number of the first value. */
    public final long first;

    /** The index of this segment in the ring. */
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

    /** Whether the value of a number belongs in this segment. */
    boolean holds(long number) {
        long index = number - first;
        return index >= 0 && index < values.length;
    }

    /** The index of a value's place, for a number that this segment {@link #holds}. */
    public int index(long number) {
        return (int) (number - first);
    }

    /** The number of the value that belongs in the place with the given index. */
    long number(int index) {
        return first + index;
    }

    /** Puts a value into its place, with release: a reader that sees the value sees what was written before it. */
    public void put(int index, T value) {
        VALUE.setRelease(values, index, value);
    }

    /** Returns the value at an index; null if it is not there yet. Acquire pairs with the release of {@link #put}. */
    @SuppressWarnings("unchecked") // put puts nothing else there
    public @Nullable T value(int index) {
        return (T) VALUE.getAcquire(values, index);
    }
}
