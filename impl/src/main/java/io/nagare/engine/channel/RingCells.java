package io.nagare.engine.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The places of a {@link Ring}: value number {@code n} is in place {@code n mod size} until value {@code n + size} takes it. They are made a segment at a
 * time, so that a ring for many values that carries few costs little.
 *
 * <p>Each place has a stamp, which says for which round it is: {@link #complete} when the value of that round is in it, one less while that is being
 * written. A reader looks at the stamp before and after it reads the value, and so finds out that it was overtaken. A writer waits until the value before
 * its own in the same place is complete, which it is unless another writer has been stopped in the middle for a whole round; so a place has one writer at a
 * time.
 *
 * <p>Any thread may call. Who writes has the number to itself.
 */
final class RingCells<T> {

    /** A stretch of places, for values whose numbers follow each other. */
    static final class Segment<T> {

        private final @Nullable Object[] values;

        /** At first those of the round before the first. */
        private final long[] stamps;

        /** When the values were written, on the writers' scale; null if nobody asks. */
        private final long @Nullable [] times;

        Segment(int length, boolean timed) {
            values = new @Nullable Object[length];
            stamps = new long[length];
            times = timed ? new long[length] : null;
        }

        /** The value at an index, if it is {@link #complete} in its round; null if it is not, not yet or no more. */
        @SuppressWarnings("unchecked") // put puts nothing else there
        @Nullable T value(int index, long complete) {
            long[] stamps = this.stamps;
            // Acquire: the value is read after the stamp that says it is there.
            if ((long) STAMP.getAcquire(stamps, index) != complete) {
                return null;
            }
            Object value = values[index];
            // The fence keeps the second look at the stamp behind the value: a writer changes the stamp before it changes the value.
            VarHandle.acquireFence();
            return (long) STAMP.getOpaque(stamps, index) == complete ? (T) value : null;
        }
    }

    /** A segment in one round. */
    private static final class Stretch<T> {

        private final Segment<T> segment;
        private final long first;

        /** The stamp of its places when the values of the round are in them. */
        private final long complete;

        Stretch(Segment<T> segment, long first, long complete) {
            this.segment = segment;
            this.first = first;
            this.complete = complete;
        }
    }

    private static final VarHandle SEGMENT = MethodHandles.arrayElementVarHandle(Segment[].class);
    private static final VarHandle STAMP = MethodHandles.arrayElementVarHandle(long[].class);

    private static final int MOST_IN_SEGMENT = 256;

    /** How often a stamp is looked at before other threads get the processor. */
    private static final int SPINS = 128;

    private final @Nullable Segment<T>[] segments;
    private final int round;
    private final int inSegment;
    private final int shift;
    private final boolean timed;

    /** Where a value was put last; mostly the next belongs there too. A race, but any will do: all in it is final. */
    private Stretch<T> recent;

    /** Written by {@link #addPlaces()}, which has one caller at a time, after the segment. */
    private volatile long end;

    /**
     * No places yet.
     *
     * @param size how many there are to be, a power of two
     * @param timed whether it is kept when values were written
     */
    @SuppressWarnings({"unchecked", "rawtypes"}) // generic arrays cannot be made otherwise
    RingCells(int size, boolean timed) {
        this.timed = timed;
        round = Integer.numberOfTrailingZeros(size);
        inSegment = Math.min(size, MOST_IN_SEGMENT);
        shift = Integer.numberOfTrailingZeros(inSegment);
        segments = new @Nullable Segment[size >> shift];
        recent = new Stretch<>(new Segment<>(0, false), 0, 0);
    }

    /** The first number for which there is no place yet. */
    long end() {
        return end;
    }

    /** Makes places for the numbers from the end on. One caller at a time. */
    void addPlaces() {
        int position = (int) (end >> shift);
        // Release: who finds the segment finds its stamps. Who goes by the end, which is volatile, finds the segment.
        SEGMENT.setRelease(segments, position, new Segment<T>(inSegment, timed));
        end = position + 1 == segments.length ? Long.MAX_VALUE : end + inSegment;
    }

    /** Puts a value into its place, which there is. */
    void put(long number, T value, long time) {
        Stretch<T> stretch = recent;
        long offset = number - stretch.first;
        if (offset < 0 || offset >= stretch.segment.values.length) {
            stretch = stretch(number);
            offset = number - stretch.first;
        }
        int index = (int) offset;
        Segment<T> segment = stretch.segment;
        long[] stamps = segment.stamps;
        long complete = stretch.complete;
        if ((long) STAMP.getAcquire(stamps, index) != complete - 2) {
            awaitStamp(stamps, index, complete - 2);
        }
        // Release: who reads this finds the number in the tail. The fence keeps the value behind it.
        STAMP.setRelease(stamps, index, complete - 1);
        VarHandle.storeStoreFence();
        segment.values[index] = value;
        if (segment.times != null) {
            segment.times[index] = time;
        }
        // Release: who reads this sees the value, and what was written before it.
        STAMP.setRelease(stamps, index, complete);
    }

    private Stretch<T> stretch(long number) {
        Segment<T> segment = Objects.requireNonNull(segment(number));
        Stretch<T> stretch = new Stretch<>(segment, number - index(number), complete(number));
        recent = stretch;
        return stretch;
    }

    private static void awaitStamp(long[] stamps, int index, long stamp) {
        for (int spins = 0; (long) STAMP.getAcquire(stamps, index) != stamp; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    /** 0 if the value of that number is in its place, less if it is not yet, more if a later one has taken the place or is about to. */
    long compare(long number) {
        Segment<T> segment = segment(number);
        // Acquire: who finds that it is more finds the later number in the tail.
        return segment == null ? -1 : (long) STAMP.getAcquire(segment.stamps, index(number)) - complete(number);
    }

    /** The value of that number; null if it is not in its place, not yet or no more. */
    @Nullable T value(long number) {
        Segment<T> segment = segment(number);
        return segment == null ? null : segment.value(index(number), complete(number));
    }

    /** When the value of that number was written, which is in its place. */
    long time(long number) {
        Segment<T> segment = segment(number);
        return segment == null || segment.times == null ? 0 : segment.times[index(number)];
    }

    /** Where the value of that number belongs; null if there is no place for it yet. */
    @SuppressWarnings("unchecked") // the array has nothing else
    @Nullable Segment<T> segment(long number) {
        return (Segment<T>) SEGMENT.getAcquire(segments, position(number));
    }

    private int position(long number) {
        return (int) (number >> shift) & (segments.length - 1);
    }

    /** Where in its segment the value of that number belongs. */
    int index(long number) {
        return (int) number & (inSegment - 1);
    }

    /** How many values from that number on belong in the same segment. */
    int restOfSegment(long number) {
        return inSegment - index(number);
    }

    /** The stamp of a place when the value of that number is in it; all values of a segment and a round have the same. */
    long complete(long number) {
        return 2 * ((number >> round) + 1);
    }
}
