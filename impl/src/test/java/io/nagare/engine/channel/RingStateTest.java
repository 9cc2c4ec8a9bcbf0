package io.nagare.engine.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RingStateTest {

    @Test
    void numbersAreGivenInOrderAsFarAsThereArePlaces() {
        RingState state = new RingState();
        assertEquals(0, state.claim(2));
        assertEquals(1, state.claim(2));
        assertEquals(RingState.NO_PLACE, state.claim(2));
        assertEquals(2, state.claim(Long.MAX_VALUE));
        assertEquals(3, state.tail());
    }

    @Test
    void whoDrawsTheNumberThatAReaderWaitsForMustWakeAndNobodyElse() {
        RingState state = new RingState();
        assertEquals(RingState.Rest.ASLEEP, state.rest(0));
        assertEquals(RingState.Rest.ASLEEP, state.rest(0));
        long claimed = state.claim(Long.MAX_VALUE);
        assertTrue(RingState.mustWake(claimed));
        assertEquals(0, RingState.number(claimed));
        long next = state.claim(Long.MAX_VALUE);
        assertFalse(RingState.mustWake(next));
        assertEquals(1, RingState.number(next));
    }

    @Test
    void aReaderThatIsBehindTheTailExpectsAValue() {
        RingState state = new RingState();
        state.claim(Long.MAX_VALUE);
        assertEquals(RingState.Rest.EXPECTING, state.rest(0));
        assertFalse(RingState.mustWake(state.claim(Long.MAX_VALUE)));
    }

    @Test
    void theEndRefusesNumbersAndIsFoundByReadersThatHaveReadAll() {
        RingState state = new RingState();
        state.claim(Long.MAX_VALUE);
        assertTrue(state.end());
        assertFalse(state.end());
        assertTrue(state.hasEnded());
        assertEquals(RingState.ENDED, state.claim(Long.MAX_VALUE));
        assertEquals(RingState.Rest.EXPECTING, state.rest(0));
        assertEquals(RingState.Rest.ENDED, state.rest(1));
        assertEquals(1, state.tail());
    }
}
