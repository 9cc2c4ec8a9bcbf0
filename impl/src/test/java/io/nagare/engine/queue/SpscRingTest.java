package io.nagare.engine.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * The ring says why it refused an item, whatever the consumer has taken since. {@code SpscRingRefusalStress} has the
 * races.
 */
class SpscRingTest {

    private static final int CAPACITY = 8;

    private final SpscRing<Integer> ring = new SpscRing<>(CAPACITY);

    /** Puts some items and takes them, so that the positions do not begin at 0. */
    private void pass(int items) {
        for (int i = 0; i < items; i++) {
            assertTrue(put(i));
            assertEquals(i, ring.poll());
        }
    }

    private boolean put(int item) {
        return ring.offerExclusively(ring.position(), item);
    }

    @Test
    void aThreadAloneIsRefusedForWantOfRoom() {
        for (int begin = 0; begin < 2 * CAPACITY; begin++) {
            for (int i = 0; i < CAPACITY; i++) {
                assertTrue(put(i));
            }
            int position = ring.position();
            assertFalse(ring.offerExclusively(position, -1));
            assertTrue(ring.wasFull(position));
            for (int i = 0; i < CAPACITY; i++) {
                assertEquals(i, ring.poll());
                assertTrue(ring.wasFull(position), "after " + (i + 1) + " were taken");
            }
            assertNull(ring.poll());
            pass(1);
        }
    }

    @Test
    void ofTwoThreadsOneIsRefusedForTheOther() {
        for (int before = 0; before < CAPACITY - 1; before++) {
            pass(1);
            for (int i = 0; i < before; i++) {
                assertTrue(put(i));
            }
            int position = ring.position();
            assertTrue(put(before));
            assertFalse(ring.offerExclusively(position, -1));
            assertFalse(ring.wasFull(position), "behind " + before);
            for (int i = 0; i <= before; i++) {
                assertEquals(i, ring.poll());
                assertFalse(ring.wasFull(position), "after " + (i + 1) + " of " + (before + 1) + " were taken");
            }
        }
    }

    @Test
    void positionsAreFoundAlsoWhenTheOtherThreadHasGoneOn() {
        int position = ring.position();
        for (int i = 0; i < CAPACITY - 1; i++) {
            assertTrue(put(i));
        }
        assertFalse(ring.offerExclusively(position, -1));
        assertFalse(ring.wasFull(position));
        assertEquals(0, ring.poll());
        assertFalse(ring.wasFull(position));
    }
}
