/**
 * The channel with many senders and one receiver, bounded or unbounded. Any thread may send. The receiver runs on its
 * subscriber's strand.
 *
 * <p>Always holds: a value has a place of its own, since each sender draws a ticket first. No more tickets are drawn
 * than there is room, and while there is room no lock is taken.
 *
 * <p>Reading order: {@code MpscState} (the word that gives out tickets and wakes the receiver), {@code QueueMpsc} (the
 * channel), {@code MpscReceiver} (the subscription that takes values). Then the places: {@code Slots},
 * {@code RingSlots} (bounded), {@code SegmentedSlots} with {@code SlotSegment} (unbounded). Then what users hold:
 * {@code CountedSender}, and {@code MpscReserve} with {@code ReservedSlot} (room for one value).
 */
@NullMarked
package io.nagare.engine.channel.mpsc;

import org.jspecify.annotations.NullMarked;
