package io.nagare.engine.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The places of a {@link Ring}, which hold its last values, in segments of as many as go into an eighth of the ring. A segment is made when the first of
 * its values is put, and goes to the collector when one that is a whole ring later takes its position. So each place is written once: a reader that
 * finds a value has found the right one, whatever writers do meanwhile, and a writer waits for nobody. Nor does the collector have to
 * be told of old memory that refers to new values.
 *
 * <p>There is one segment more than the values that are kept would fill, because the last one fills up gradually. So up to an eighth of the values stay a little
 * longer than they must; readers go by the ring's tail, and do not see them.
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

    /** From the position of a segment back to that of the one whose values come a whole ring after its own. */
    private final int toSuccessor;

    private final boolean timed;

    /** Where a value was put last; mostly the next belongs there too. A race, but any will do: all in it is final, or written with release. */
    private RingSegment<T> recent;

    /**
     * No places yet.
     *
     * @param size how many values are kept, a power of two
     * @param timed whether it is kept when they were put
     */
    @SuppressWarnings({"unchecked", "rawtypes"}) // generic arrays cannot be made otherwise
    RingCells(int size, boolean timed) {
        this.timed = timed;
        length = Math.max(1, Math.min(size / 8, MOST_IN_SEGMENT));
        lengthBits = Integer.numberOfTrailingZeros(length);
        toSuccessor = length == 1 ? 0 : 1;
        segments = new @Nullable RingSegment[size / length + toSuccessor];
        recent = new RingSegment<>(0, 0, 0, false);
    }

    /** Puts a value into its place, unless a later one is about to be where that was. */
    void put(long number, T value, long time) {
        RingSegment<T> segment = recent;
        if (!segment.holds(number)) {
            segment = segmentOrLater(number);
            if (!segment.holds(number)) {
                return;
            }
            recent = segment;
        }
        segment.put(segment.index(number), value, time);
    }

    /** The segment for that number, made if need be, or the later one that is in its position. */
    private RingSegment<T> segmentOrLater(long number) {
        int position = position(number);
        long first = number & -length;
        for (; ; ) {
            RingSegment<T> found = at(position);
            if (found != null && found.first >= first) {
                return found;
            }
            RingSegment<T> made = new RingSegment<>(first, position, length, timed);
            // Release: who finds the segment finds by the ring's tail that the values that were here are kept no more.
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

    /** Whether writers have begun with the segment whose values come a whole ring after those of this one. If not, all of these are kept. */
    boolean hasSuccessor(RingSegment<T> segment) {
        int position = segment.position - toSuccessor;
        RingSegment<T> there = at(position < 0 ? segments.length - 1 : position);
        return there != null && there.first > segment.first;
    }

    /** The value of that number; null if it is not in its place, not yet or no more. */
    @Nullable T value(long number) {
        RingSegment<T> segment = segment(number);
        return segment == null ? null : segment.value(segment.index(number));
    }

    /** When the value of that number was put, if it is in its place and that is kept; else 0. */
    long time(long number) {
        RingSegment<T> segment = segment(number);
        return segment == null ? 0 : segment.time(segment.index(number));
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
