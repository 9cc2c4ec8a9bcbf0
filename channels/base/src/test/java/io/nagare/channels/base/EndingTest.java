package io.nagare.channels.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EndingTest {

    private final Ending ending = new Ending();

    @Test
    void anEndBeginsOnce() {
        assertFalse(ending.isBegun());
        assertTrue(ending.begin());
        assertFalse(ending.begin());
        assertTrue(ending.isBegun());
        assertTrue(ending.isUnderway());
        assertEquals(-1, ending.last());
    }

    @Test
    void aStepIsTakenOnceUntilItIsLost() {
        assertFalse(ending.step(), "the channel is open");
        ending.begin();
        assertTrue(ending.step());
        assertFalse(ending.step());
        ending.stepAgain();
        assertTrue(ending.step());
    }

    @Test
    void nothingIsLeftToDoBehindTheLastValue() {
        ending.ended(7);
        assertEquals(7, ending.last());
        assertTrue(ending.isBegun());
        assertFalse(ending.isUnderway());
        assertFalse(ending.begin());
        assertFalse(ending.step());
    }
}
