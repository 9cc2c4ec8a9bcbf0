package io.nagare.engine.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RingStateTest {

    @Test
    void numbersAreGivenInOrder() {
        RingState state = new RingState();
        assertEquals(0, state.claim());
        assertEquals(1, state.claim());
        assertEquals(2, state.tail());
    }

    @Test
    void whoDrawsTheNumberThatAReaderWaitsForMustWakeAndNobodyElse() {
        RingState state = new RingState();
        assertEquals(Rest.ASLEEP, state.rest(0));
        assertEquals(Rest.ASLEEP, state.rest(0));
        long claimed = state.claim();
        assertTrue(RingState.mustWake(claimed));
        assertEquals(0, RingState.number(claimed));
        long next = state.claim();
        assertFalse(RingState.mustWake(next));
        assertEquals(1, RingState.number(next));
    }

    @Test
    void aReaderThatIsBehindTheTailExpectsAValue() {
        RingState state = new RingState();
        state.claim();
        assertEquals(Rest.EXPECTING, state.rest(0));
        assertFalse(RingState.mustWake(state.claim()));
    }

    @Test
    void theEndRefusesNumbersAndIsFoundByReadersThatHaveReadAll() {
        RingState state = new RingState();
        state.claim();
        assertTrue(state.end());
        assertFalse(state.end());
        assertTrue(state.hasEnded());
        assertEquals(RingState.ENDED, state.claim());
        assertEquals(Rest.EXPECTING, state.rest(0));
        assertEquals(Rest.ENDED, state.rest(1));
        assertEquals(1, state.tail());
    }
}
