package io.nagare.engine.channel.mpsc;

import org.jspecify.annotations.Nullable;

/**
 * The places in which the values of an mpsc channel wait, one for each ticket. A ticket is drawn once. Any thread puts;
 * one thread at a time takes.
 */
abstract sealed class Slots<T> permits RingSlots, SegmentedSlots {

    /**
     * Returns the segment where a producer begins to look for its place. The producer calls this before it draws its
     * ticket. Null if places need no search.
     */
    abstract @Nullable SlotSegment entrance();

    /**
     * Puts a value into the place of its ticket, which is free. The thread that takes it sees what this thread wrote
     * before.
     */
    abstract void put(@Nullable SlotSegment entrance, long ticket, T value);

    /** Takes the value of a ticket. Returns null if it is not there yet. */
    abstract @Nullable T take(long ticket);
}
