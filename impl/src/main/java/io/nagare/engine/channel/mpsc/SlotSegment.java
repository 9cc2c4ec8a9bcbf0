package io.nagare.engine.channel.mpsc;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the places in {@link SegmentedSlots}. Each place is used once. Any thread may append and put; only the
 * consumer takes and leaves.
 */
public final class SlotSegment {

    private static final VarHandle NEXT = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "next", VarHandle.class, SlotSegment.class, SlotSegment.class);
    private static final VarHandle VALUE = MethodHandles.arrayElementVarHandle(Object[].class);

    /** The number of this segment, in the order of tickets. */
    final long number;

    private final @Nullable Object[] values;

    /** The segment behind this one; this segment itself after the consumer has left it. */
    @SuppressWarnings("unused") // by NEXT
    private @Nullable SlotSegment next;

    SlotSegment(long number, int length) {
        this.number = number;
        values = new @Nullable Object[length];
    }

    /**
     * Any thread: the segment behind this one, or null, or this one itself. Acquire pairs with the exchange that
     * appended it, and with the release of {@link #leave}.
     */
    public @Nullable SlotSegment next() {
        return (SlotSegment) NEXT.getAcquire(this);
    }

    /** Any thread: returns the segment behind this one, and makes it if there is none. */
    SlotSegment nextOrMade(long number) {
        SlotSegment made = new SlotSegment(number, values.length);
        SlotSegment before = (SlotSegment) NEXT.compareAndExchange(this, (SlotSegment) null, made);
        return before == null ? made : before;
    }

    /**
     * The consumer leaves this segment, which then refers to no other. Otherwise a segment in the collector's old
     * generation would keep younger ones alive. Release: a producer that sees this finds the consumer further on.
     */
    void leave() {
        NEXT.setRelease(this, this);
    }

    /** Puts a value into its place, with release: a consumer that sees the value sees what was written before it. */
    void put(int index, Object value) {
        VALUE.setRelease(values, index, value);
    }

    /**
     * The consumer: takes the value at an index. Returns null if it is not there yet. Acquire pairs with the release of
     * {@link #put}. Emptying is plain, because the place is not used again.
     */
    @Nullable Object take(int index) {
        Object value = VALUE.getAcquire(values, index);
        if (value != null) {
            values[index] = null;
        }
        return value;
    }
}
