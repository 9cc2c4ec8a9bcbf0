package io.nagare.engine.channel;

import org.jspecify.annotations.Nullable;

/**
 * Where the values of an mpsc channel wait: each in the place of its ticket. A ticket is drawn once; one thread at a
 * time takes.
 */
abstract sealed class Slots<T> permits RingSlots, SegmentedSlots {

    /**
     * Where a producer begins to look for its place; it asks before it draws its ticket. Null if a place needs no
     * looking for.
     */
    abstract @Nullable SlotSegment entrance();

    /** Puts a value into the place of its ticket, which is free. Who takes it sees what this thread wrote before. */
    abstract void put(@Nullable SlotSegment entrance, long ticket, T value);

    /** Takes the value of that ticket; null if it is not there yet. */
    abstract @Nullable T take(long ticket);
}
