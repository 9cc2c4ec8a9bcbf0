package io.nagare.engine.channel.mpsc;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The places of an unbounded mpsc channel: a list of segments. Producers append segments, and the consumer leaves them
 * behind.
 *
 * <p>A producer only goes forward. It begins at the segment that another producer has used before this one drew its
 * ticket. That other producer had drawn an earlier ticket, so the place of the new ticket is not further back. If the
 * consumer has left that segment meanwhile, the producer begins at the consumer's segment. The consumer cannot be past
 * the place of a value that it has not taken.
 */
public final class SegmentedSlots<T> extends Slots<T> {

    private static final VarHandle HEAD = handle("head");
    private static final VarHandle RECENT = handle("recent");

    private static VarHandle handle(String field) {
        return ConstantBootstraps.fieldVarHandle(
                MethodHandles.lookup(), field, VarHandle.class, SegmentedSlots.class, SlotSegment.class);
    }

    private static final int LENGTH_BITS = 8;

    /** The length of a segment is 2 to this power. */
    private final int lengthBits;

    /**
     * The consumer's segment. Only the consumer writes it, with release, and reads its own writes plainly. A new
     * consumer sees the last one's writes through the exchange of receivers.
     */
    private SlotSegment head;

    /**
     * A segment in which a value was put recently. It is written with release after a ticket was drawn, and read with
     * acquire before the next ticket is drawn. So the reader's ticket is the later one.
     */
    @SuppressWarnings("unused") // by RECENT
    private SlotSegment recent;

    public SegmentedSlots() {
        this(LENGTH_BITS);
    }

    public SegmentedSlots(int lengthBits) {
        this.lengthBits = lengthBits;
        head = new SlotSegment(0, 1 << lengthBits);
        recent = head;
    }

    /**
     * Also makes the segment behind the entrance. This happens before the ticket is drawn. So if there is no memory for
     * the segment, no ticket is drawn for which the consumer would wait.
     */
    @Override
    public SlotSegment entrance() {
        // Acquire pairs with the release in put: the other producer's ticket was drawn before the caller draws its own.
        SlotSegment segment = (SlotSegment) RECENT.getAcquire(this);
        if (segment.next() == null) {
            segment.nextOrMade(after(segment.number));
        }
        return segment;
    }

    @Override
    public void put(@Nullable SlotSegment entrance, long ticket, T value) {
        long number = ticket >>> lengthBits;
        SlotSegment segment = Objects.requireNonNull(entrance);
        if (segment.number != number) {
            segment = find(segment, number);
            // Release: this producer's ticket was drawn before. A race with another producer is harmless: either
            // segment will do.
            RECENT.setRelease(this, segment);
        }
        segment.put(index(ticket), value);
    }

    private SlotSegment find(SlotSegment entrance, long number) {
        SlotSegment segment = entrance;
        while (segment.number != number) {
            SlotSegment next = segment.next();
            if (next == segment) {
                // The consumer writes the head, then leaves the segment with release, which next() has read with
                // acquire. So this sees a segment further on; acquire makes its content visible.
                segment = (SlotSegment) HEAD.getAcquire(this);
            } else {
                segment = next == null ? segment.nextOrMade(after(segment.number)) : next;
            }
        }
        return segment;
    }

    @Override
    @SuppressWarnings("unchecked") // only put fills places
    public @Nullable T take(long ticket) {
        SlotSegment segment = head;
        if (segment.number != ticket >>> lengthBits) {
            SlotSegment next = segment.next();
            if (next == null) {
                return null;
            }
            // Release: see find. It comes before leave(), so the release there publishes it too.
            HEAD.setRelease(this, next);
            segment.leave();
            segment = next;
        }
        return (T) segment.take(index(ticket));
    }

    /** The number of the next segment. It wraps around when the tickets do. */
    private long after(long number) {
        return MpscState.ticket((number + 1) << lengthBits) >>> lengthBits;
    }

    private int index(long ticket) {
        return (int) ticket & ((1 << lengthBits) - 1);
    }
}
