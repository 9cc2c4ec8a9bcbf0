package io.nagare.engine.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The places of a {@link Ring}, which hold its last values, in segments of as many as go into an eighth of the ring. A
 * segment is made when the first of its values is about to be put, and takes the position of one that then goes to the
 * collector. So each place is written once: a reader that finds a value has found the right one, whatever writers do
 * meanwhile, and a writer waits for nobody. Nor does the collector have to be told of old memory that refers to new
 * values.
 *
 * <p>There is one segment more than the values that are kept would fill, because the last one fills up gradually. So
 * one value, or up to an eighth of them, stay a little longer than they must; readers go by the ring's tail, and do not
 * see them.
 *
 * <p>Any thread may call. Who puts a value has its number to itself.
 */
final class RingCells<T> {

    private static final VarHandle SEGMENT = MethodHandles.arrayElementVarHandle(RingSegment[].class);

    private static final int MOST_IN_SEGMENT = 256;

    private final @Nullable RingSegment<T>[] segments;

    /** How long a segment is, a power of two, and which. */
    private final int length;

    private final int lengthBits;

    /**
     * Where a value was put last; mostly the next belongs there too. A race, but any will do: all in it is final, or
     * written with release.
     */
    private RingSegment<T> recent;

    /**
     * No places yet.
     *
     * @param size how many values are kept, a power of two
     */
    @SuppressWarnings({"unchecked", "rawtypes"}) // generic arrays cannot be made otherwise
    RingCells(int size) {
        length = Math.max(1, Math.min(size / 8, MOST_IN_SEGMENT));
        lengthBits = Integer.numberOfTrailingZeros(length);
        segments = new @Nullable RingSegment[size / length + 1];
        recent = new RingSegment<>(0, 0, 0);
    }

    /**
     * The segment for the next number, made if need be. If that number is not the next any more, it may be a later one.
     */
    RingSegment<T> segmentForNext(long number) {
        RingSegment<T> segment = recent;
        if (!segment.holds(number)) {
            segment = segmentOrLater(number);
            recent = segment;
        }
        return segment;
    }

    private RingSegment<T> segmentOrLater(long number) {
        int position = position(number);
        long first = number & -length;
        for (; ; ) {
            RingSegment<T> found = at(position);
            if (found != null && found.first >= first) {
                return found;
            }
            RingSegment<T> made = new RingSegment<>(first, position, length);
            // Release: who does not find the values that were here finds by the ring's tail that they are kept no more.
            if (SEGMENT.compareAndSet(segments, position, found, made)) {
                return made;
            }
        }
    }

    /** Where the value of that number is or is about to be; null if it is not known yet, or no more. */
    @Nullable RingSegment<T> segment(long number) {
        RingSegment<T> segment = recent;
        if (segment.holds(number)) {
            return segment;
        }
        segment = at(position(number));
        return segment != null && segment.holds(number) ? segment : null;
    }

    /**
     * Whether there is the segment whose values come a whole ring after those of this one. If not, all of these are
     * kept.
     */
    boolean hasSuccessor(RingSegment<T> segment) {
        RingSegment<T> there = at((segment.position == 0 ? segments.length : segment.position) - 1);
        return there != null && there.first > segment.first;
    }

    /** The value of that number; null if it is not in its place, not yet or no more. */
    @Nullable T value(long number) {
        RingSegment<T> segment = segment(number);
        return segment == null ? null : segment.value(segment.index(number));
    }

    @SuppressWarnings("unchecked") // the array has nothing else
    private @Nullable RingSegment<T> at(int position) {
        // Acquire: see the release.
        return (RingSegment<T>) SEGMENT.getAcquire(segments, position);
    }

    private int position(long number) {
        return (int) ((number >> lengthBits) % segments.length);
    }
}
