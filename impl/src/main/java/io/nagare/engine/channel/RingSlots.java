package io.nagare.engine.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A ring. That the place of a ticket is free when it is drawn is the state's doing: no more tickets are out than there
 * are places.
 */
final class RingSlots<T> extends Slots<T> {

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

    private final @Nullable Object[] slots;
    private final int mask;

    RingSlots(int capacity) {
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
        // Release: who sees the value sees what was written before it.
        SLOT.setRelease(slots, (int) ticket & mask, value);
    }

    @Override
    @SuppressWarnings("unchecked") // only put fills slots
    @Nullable T take(long ticket) {
        int index = (int) ticket & mask;
        Object value = SLOT.getAcquire(slots, index);
        if (value != null) {
            // Plain: the release of the head, which comes after it, gives the place to the senders.
            slots[index] = null;
        }
        return (T) value;
    }
}
