package io.nagare.engine.scheduler.stealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RingHeadTest {

    private final RingHead head = new RingHead();

    @Test
    void theOwnerTakesPositionsInOrderUpToTheTail() {
        assertEquals(0, head.takeOne(2));
        assertEquals(1, head.takeOne(2));
        assertEquals(RingHead.EMPTY, head.takeOne(2));
    }

    @Test
    void theOwnerGoesOnBehindWhatAThiefHasClaimed() {
        assertTrue(head.beginSteal(head.getAcquire(), 2));
        assertEquals(2, head.takeOne(4));
        assertTrue(RingHead.isBeingRobbed(head.getAcquire()));
        assertEquals(0, RingHead.steal(head.getAcquire()));
        head.finishSteal();
        assertFalse(RingHead.isBeingRobbed(head.getAcquire()));
        assertEquals(3, RingHead.steal(head.getAcquire()));
    }

    @Test
    void theWholeRingIsNotTakenFromUnderAThief() {
        assertTrue(head.beginSteal(head.getAcquire(), 1));
        assertFalse(head.takeAll(head.getAcquire(), 4));
        head.finishSteal();
        assertTrue(head.takeAll(head.getAcquire(), 4));
        assertEquals(RingHead.EMPTY, head.takeOne(4));
    }

    @Test
    void aClaimOnAnOldHeadFails() {
        long old = head.getAcquire();
        head.takeOne(4);
        assertFalse(head.beginSteal(old, 2));
        assertFalse(head.takeAll(old, 4));
    }

    @Test
    void aPositionIsNeverMistakenForEmpty() {
        head.begin(-1);
        assertEquals(0xFFFF_FFFFL, head.takeOne(0));
        assertEquals(RingHead.EMPTY, head.takeOne(0));
    }
}
