package io.nagare.engine.channel.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The places of a {@link Ring}, which hold its last values. Any thread may call.
 *
 * <p>Always holds: each place is written once, by the writer that has the number of the value. So a reader that finds a
 * value has found the right one, whatever writers do meanwhile, and a writer waits for no other thread.
 */
public final class RingCells<T> {

    /*
     * Implementation. The places are in segments of an eighth of the ring, and of 256 values at most. A segment is made
     * when its first value is about to be put. It takes the position of an old segment, which then goes to the
     * collector. No old object comes to refer to many new ones, which saves the collector work.
     *
     * There is one segment more than the kept values would fill, because the last segment fills up gradually. So one
     * value, or up to an eighth of them, stays a little longer than it must. Readers go by the ring's tail and do not
     * see such values.
     */
    private static final VarHandle SEGMENT = MethodHandles.arrayElementVarHandle(RingSegment[].class);

    private static final int MOST_IN_SEGMENT = 256;

    private final @Nullable RingSegment<T>[] segments;

    /** The length of a segment, a power of two; the field below is the exponent. */
    private final int length;

    private final int lengthBits;

    /**
     * The segment of the value that was put last; mostly the next value belongs there too. Plain, and raced for: any
     * segment will do, because {@code holds} is asked before it is used. A segment's own fields are final, so a thread
     * sees them without a happens-before edge. Its values are written with release.
     */
    private RingSegment<T> recent;

    /**
     * Cells without any segment yet.
     *
     * @param size how many values are kept, a power of two
     */
    @SuppressWarnings({"unchecked", "rawtypes"}) // generic arrays cannot be made otherwise
    public RingCells(int size) {
        length = Math.max(1, Math.min(size / 8, MOST_IN_SEGMENT));
        lengthBits = Integer.numberOfTrailingZeros(length);
        segments = new @Nullable RingSegment[size / length + 1];
        recent = new RingSegment<>(0, 0, 0);
    }

    /**
     * Returns the segment for the next number, and makes it if it is missing. If the number is no longer the next one,
     * the result may be a later segment.
     */
    public RingSegment<T> segmentForNext(long number) {
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
            // The compare-and-set releases the new segment. A reader that no longer finds the old values learns from
            // the ring's tail that they are not kept any more.
            if (SEGMENT.compareAndSet(segments, position, found, made)) {
                return made;
            }
        }
    }

    /**
     * Returns the segment that has, or will have, the value of a number. Returns null if the segment is not there yet,
     * or no longer.
     */
    public @Nullable RingSegment<T> segment(long number) {
        RingSegment<T> segment = recent;
        if (segment.holds(number)) {
            return segment;
        }
        segment = at(position(number));
        return segment != null && segment.holds(number) ? segment : null;
    }

    /**
     * Whether the segment exists that comes a whole ring after the given one. If not, all values of the given segment
     * are kept.
     */
    public boolean hasSuccessor(RingSegment<T> segment) {
        RingSegment<T> there = at((segment.position == 0 ? segments.length : segment.position) - 1);
        return there != null && there.first > segment.first;
    }

    /** Returns the value of a number; null if it is not in its place yet, or no longer. */
    public @Nullable T value(long number) {
        RingSegment<T> segment = segment(number);
        return segment == null ? null : segment.value(segment.index(number));
    }

    @SuppressWarnings("unchecked") // the array has nothing else
    private @Nullable RingSegment<T> at(int position) {
        // Acquire pairs with the compare-and-set that put the segment here. If the read gives an older segment, that
        // segment does not hold the number. The callers then look at the ring's tail, or try a compare-and-set.
        return (RingSegment<T>) SEGMENT.getAcquire(segments, position);
    }

    private int position(long number) {
        return (int) ((number >> lengthBits) % segments.length);
    }
}
