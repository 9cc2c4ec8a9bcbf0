package io.nagare.engine.channel.mpsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class SegmentedSlotsTest {

    private final SegmentedSlots<String> slots = new SegmentedSlots<>(1);

    @Test
    void aValueIsTakenFromThePlaceOfItsTicketWhicheverWasPutFirst() {
        SlotSegment entrance = slots.entrance();
        slots.put(entrance, 5, "five");
        assertNull(slots.take(0));
        for (int ticket = 4; ticket >= 0; ticket--) {
            slots.put(entrance, ticket, "" + ticket);
        }
        for (int ticket = 0; ticket < 5; ticket++) {
            assertEquals("" + ticket, slots.take(ticket));
        }
        assertEquals("five", slots.take(5));
        assertNull(slots.take(6));
        assertNull(slots.take(6));
    }

    @Test
    void aProducerWhoseEntranceTheConsumerHasLeftFindsItsPlace() {
        SlotSegment early = slots.entrance();
        for (int ticket = 0; ticket < 6; ticket++) {
            slots.put(slots.entrance(), ticket, "" + ticket);
            assertEquals("" + ticket, slots.take(ticket));
        }
        assertSame(early, early.next());
        slots.put(early, 7, "seven");
        slots.put(early, 6, "six");
        assertEquals("six", slots.take(6));
        assertEquals("seven", slots.take(7));
    }

    @Test
    void thereIsASegmentBehindTheEntranceBeforeATicketForItIsDrawn() {
        SlotSegment first = slots.entrance();
        SlotSegment second = first.next();
        assertNotNull(second);
        assertNull(slots.take(2));
        slots.put(first, 2, "two");
        assertSame(second, slots.entrance());
        assertNotNull(second.next());
        assertEquals("two", slots.take(2));
    }

    @Test
    void theEntranceMovesOnWithTheValues() {
        SlotSegment first = slots.entrance();
        slots.put(first, 1, "one");
        assertSame(first, slots.entrance());
        slots.put(first, 2, "two");
        assertNotSame(first, slots.entrance());
    }
}
