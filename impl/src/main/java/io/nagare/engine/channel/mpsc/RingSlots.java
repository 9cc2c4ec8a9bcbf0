package io.nagare.engine.channel.mpsc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The places of a bounded mpsc channel, in a ring. The place of a ticket is free when the ticket is drawn, because
 * {@link MpscState} never gives out more tickets than there are places.
 */
public final class RingSlots<T> extends Slots<T> {

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

    private final @Nullable Object[] slots;
    private final int mask;

    public RingSlots(int capacity) {
        int size = Integer.highestOneBit(Math.max(1, capacity) * 2 - 1);
        slots = new @Nullable Object[size];
        mask = size - 1;
    }

    @Override
    @Nullable SlotSegment entrance() {
        return null;
    }

    @Override
    void put(@Nullable SlotSegment entrance, long ticket, T value) {
        // Release pairs with the receiver's acquire: a receiver that sees the value sees what was written before it.
        SLOT.setRelease(slots, (int) ticket & mask, value);
    }

    @Override
    @SuppressWarnings("unchecked") // only put fills slots
    @Nullable T take(long ticket) {
        int index = (int) ticket & mask;
        // Acquire pairs with the release in put.
        Object value = SLOT.getAcquire(slots, index);
        if (value != null) {
            // Plain: the head is written afterwards, with release. A sender reads the head with acquire before it uses
            // the place.
            slots[index] = null;
        }
        return (T) value;
    }
}
