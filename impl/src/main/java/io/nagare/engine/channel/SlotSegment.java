package io.nagare.engine.channel;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A stretch of the places in {@link SegmentedSlots}. */
final class SlotSegment {

    private static final VarHandle NEXT = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "next", VarHandle.class, SlotSegment.class, SlotSegment.class);
    private static final VarHandle VALUE = MethodHandles.arrayElementVarHandle(Object[].class);

    /** Which one it is, in the order of tickets. */
    final long number;

    private final @Nullable Object[] values;

    /** The segment behind this one; this one itself when the consumer has left it. */
    @SuppressWarnings("unused") // by NEXT
    private @Nullable SlotSegment next;

    SlotSegment(long number, int length) {
        this.number = number;
        values = new @Nullable Object[length];
    }

    /** Any thread. */
    @Nullable SlotSegment next() {
        return (SlotSegment) NEXT.getAcquire(this);
    }

    /** Any thread: what follows, made if nothing does. */
    SlotSegment nextOrMade(long number) {
        SlotSegment made = new SlotSegment(number, values.length);
        SlotSegment before = (SlotSegment) NEXT.compareAndExchange(this, (SlotSegment) null, made);
        return before == null ? made : before;
    }

    /**
     * The consumer has left: it refers to no other, so that a segment that has grown old does not keep the young ones
     * alive for the collector. Release: who finds this finds the consumer further on.
     */
    void leave() {
        NEXT.setRelease(this, this);
    }

    /** Release: who sees the value sees what was written before it. */
    void put(int index, Object value) {
        VALUE.setRelease(values, index, value);
    }

    /** The consumer. The place is not used again. */
    @Nullable Object take(int index) {
        Object value = VALUE.getAcquire(values, index);
        if (value != null) {
            values[index] = null;
        }
        return value;
    }
}
