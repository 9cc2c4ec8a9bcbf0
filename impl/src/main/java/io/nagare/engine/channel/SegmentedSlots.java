package io.nagare.engine.channel;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Places without a bound: a list of segments, which producers make longer and the consumer leaves behind.
 *
 * <p>A producer goes forward only. It begins at the segment that was used last before it drew its ticket; whoever used
 * that had drawn an earlier ticket, so its own place is not further back. If the consumer has left that segment
 * meanwhile, it begins where the consumer is, which cannot be past the place of a value that it has not taken.
 */
final class SegmentedSlots<T> extends Slots<T> {

    private static final VarHandle HEAD = handle("head");
    private static final VarHandle RECENT = handle("recent");

    private static VarHandle handle(String field) {
        return ConstantBootstraps.fieldVarHandle(
                MethodHandles.lookup(), field, VarHandle.class, SegmentedSlots.class, SlotSegment.class);
    }

    private static final int LENGTH_BITS = 8;

    /** How long a segment is, as a power of two. */
    private final int lengthBits;

    /**
     * Where the consumer is. Written by it alone, with release: who finds that it has left a segment finds it further
     * on.
     */
    private SlotSegment head;

    /**
     * Where a value was put last, or some time ago. Written with release after the ticket was drawn, and read with
     * acquire before one is.
     */
    @SuppressWarnings("unused") // by RECENT
    private SlotSegment recent;

    SegmentedSlots() {
        this(LENGTH_BITS);
    }

    SegmentedSlots(int lengthBits) {
        this.lengthBits = lengthBits;
        head = new SlotSegment(0, 1 << lengthBits);
        recent = head;
    }

    /**
     * The segment behind the entrance is made before the ticket is drawn: who finds no memory for it has not drawn one
     * that the consumer would wait for.
     */
    @Override
    SlotSegment entrance() {
        SlotSegment segment = (SlotSegment) RECENT.getAcquire(this);
        if (segment.next() == null) {
            segment.nextOrMade(after(segment.number));
        }
        return segment;
    }

    @Override
    void put(@Nullable SlotSegment entrance, long ticket, T value) {
        long number = ticket >>> lengthBits;
        SlotSegment segment = Objects.requireNonNull(entrance);
        if (segment.number != number) {
            segment = find(segment, number);
            RECENT.setRelease(this, segment);
        }
        segment.put(index(ticket), value);
    }

    private SlotSegment find(SlotSegment entrance, long number) {
        SlotSegment segment = entrance;
        while (segment.number != number) {
            SlotSegment next = segment.next();
            if (next == segment) {
                segment = (SlotSegment) HEAD.getAcquire(this);
            } else {
                segment = next == null ? segment.nextOrMade(after(segment.number)) : next;
            }
        }
        return segment;
    }

    @Override
    @SuppressWarnings("unchecked") // only put fills places
    @Nullable T take(long ticket) {
        SlotSegment segment = head;
        if (segment.number != ticket >>> lengthBits) {
            SlotSegment next = segment.next();
            if (next == null) {
                return null;
            }
            HEAD.setRelease(this, next);
            segment.leave();
            segment = next;
        }
        return (T) segment.take(index(ticket));
    }

    /** Tickets begin anew one day, and so do segments. */
    private long after(long number) {
        return MpscState.ticket((number + 1) << lengthBits) >>> lengthBits;
    }

    private int index(long ticket) {
        return (int) ticket & ((1 << lengthBits) - 1);
    }
}
