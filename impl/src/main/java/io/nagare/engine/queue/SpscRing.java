package io.nagare.engine.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue with one producer and one consumer, which may be different threads.
 *
 * <p>Each slot carries the hand-over: null means that it is the producer's. {@code tail} is touched by the producer alone,
 * {@code head} by the consumer alone, so neither index needs any ordering, and the two sides share no word but the slots.
 *
 * @param <T> what is queued
 */
public final class SpscRing<T> {

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

    private final @Nullable Object[] slots;
    private final int mask;
    private int tail;
    private int head;

    /** A queue for at least that many items, rounded up to a power of two. */
    public SpscRing(int capacity) {
        int size = Integer.highestOneBit(Math.max(2, capacity) * 2 - 1);
        slots = new @Nullable Object[size];
        mask = size - 1;
    }

    /** How many items there is room for. */
    public int capacity() {
        return mask + 1;
    }

    /** Producer: adds an item, or returns false if there is no room. */
    public boolean offer(T item) {
        int index = tail & mask;
        // Acquire pairs with the consumer's release below: the slot is free, and its reads of the old item are over.
        if (SLOT.getAcquire(slots, index) != null) {
            return false;
        }
        // Release: who sees the item sees what the producer wrote before.
        SLOT.setRelease(slots, index, item);
        tail++;
        return true;
    }

    /** Consumer: takes the oldest item, or returns null if there is none. */
    @SuppressWarnings("unchecked") // only offer fills slots
    public @Nullable T poll() {
        int index = head & mask;
        Object item = SLOT.getAcquire(slots, index);
        if (item != null) {
            SLOT.setRelease(slots, index, null);
            head++;
        }
        return (T) item;
    }

    /** Consumer: whether there is nothing to take. */
    public boolean isEmpty() {
        return SLOT.getAcquire(slots, head & mask) == null;
    }
}
