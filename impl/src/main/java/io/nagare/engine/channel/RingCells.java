package io.nagare.engine.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The places of a {@link Ring}: value number {@code n} is in place {@code n mod size} until value {@code n + size} takes it. They are made a segment at a
 * time, so that a ring for many values that carries few costs little.
 *
 * <p>Each place has a stamp: {@code 2n} when value {@code n} is in it, {@code 2n - 1} while that is being written. A reader looks at the stamp before and
 * after it reads the value, and so finds out that it was overtaken. A writer waits until the value before its own in the same place is complete, which
 * it is unless another writer has been stopped in the middle for a whole round; so a place has one writer at a time.
 *
 * <p>Any thread may call. Who writes has the number to itself.
 */
final class RingCells<T> {

    /** A stretch of places. */
    private static final class Segment {

        private final @Nullable Object[] values;
        private final long[] stamps;

        /** When the values were written, on the writers' scale; null if nobody asks. */
        private final long @Nullable [] times;

        Segment(int length, long before, boolean timed) {
            values = new @Nullable Object[length];
            stamps = new long[length];
            times = timed ? new long[length] : null;
            for (int i = 0; i < length; i++) {
                stamps[i] = complete(before + i);
            }
        }
    }

    private static final VarHandle SEGMENT = MethodHandles.arrayElementVarHandle(Segment[].class);
    private static final VarHandle STAMP = MethodHandles.arrayElementVarHandle(long[].class);

    private static final int MOST_IN_SEGMENT = 256;

    /** How often a stamp is looked at before other threads get the processor. */
    private static final int SPINS = 128;

    private final @Nullable Segment[] segments;
    private final int size;
    private final int inSegment;
    private final int shift;
    private final boolean timed;

    /** Written by {@link #addPlaces()}, which has one caller at a time, after the segment. */
    private volatile long end;

    /**
     * No places yet.
     *
     * @param size how many there are to be, a power of two
     * @param timed whether it is kept when values were written
     */
    RingCells(int size, boolean timed) {
        this.size = size;
        this.timed = timed;
        inSegment = Math.min(size, MOST_IN_SEGMENT);
        shift = Integer.numberOfTrailingZeros(inSegment);
        segments = new @Nullable Segment[size >> shift];
    }

    /** The first number for which there is no place yet. */
    long end() {
        return end;
    }

    /** Makes places for the numbers from the end on. One caller at a time. */
    void addPlaces() {
        long first = end;
        // Release: who finds the segment finds its stamps. Who goes by the end, which is volatile, finds the segment.
        SEGMENT.setRelease(segments, (int) (first >> shift), new Segment(inSegment, first - size, timed));
        end = first + inSegment == size ? Long.MAX_VALUE : first + inSegment;
    }

    /** Puts a value into its place, which there is. */
    void put(long number, T value, long time) {
        Segment segment = Objects.requireNonNull(segment(number));
        int index = index(number);
        long[] stamps = segment.stamps;
        for (int spins = 0; (long) STAMP.getAcquire(stamps, index) != complete(number - size); spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        // Release: who reads this finds the number in the tail. The fence keeps the value behind it.
        STAMP.setRelease(stamps, index, complete(number) - 1);
        VarHandle.storeStoreFence();
        segment.values[index] = value;
        if (segment.times != null) {
            segment.times[index] = time;
        }
        // Release: who reads this sees the value, and what was written before it.
        STAMP.setRelease(stamps, index, complete(number));
    }

    /** 0 if the value of that number is in its place, less if it is not yet, more if a later one has taken the place or is about to. */
    long compare(long number) {
        Segment segment = segment(number);
        // Acquire: who finds that it is more finds the later number in the tail.
        return segment == null ? -1 : (long) STAMP.getAcquire(segment.stamps, index(number)) - complete(number);
    }

    /** The value of that number; null if it is not in its place, not yet or no more. */
    @SuppressWarnings("unchecked") // put puts nothing else there
    @Nullable T value(long number) {
        Segment segment = segment(number);
        if (segment == null) {
            return null;
        }
        int index = index(number);
        // Acquire: the value is read after the stamp that says it is there.
        if ((long) STAMP.getAcquire(segment.stamps, index) != complete(number)) {
            return null;
        }
        Object value = segment.values[index];
        // The fence keeps the second look at the stamp behind the value: a writer changes the stamp before it changes the value.
        VarHandle.acquireFence();
        return (long) STAMP.getOpaque(segment.stamps, index) == complete(number) ? (T) value : null;
    }

    /** When the value of that number was written, which is in its place. */
    long time(long number) {
        Segment segment = segment(number);
        return segment == null || segment.times == null ? 0 : segment.times[index(number)];
    }

    private @Nullable Segment segment(long number) {
        return (Segment) SEGMENT.getAcquire(segments, (int) (number >> shift) & (segments.length - 1));
    }

    private int index(long number) {
        return (int) number & (inSegment - 1);
    }

    private static long complete(long number) {
        return 2 * number;
    }
}
