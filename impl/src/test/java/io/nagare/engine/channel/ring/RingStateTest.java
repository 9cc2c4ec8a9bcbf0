package io.nagare.engine.channel.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.engine.waiting.Rest;
import org.junit.jupiter.api.Test;

class RingStateTest {

    private static long claim(RingState state) {
        long word = state.word();
        assertTrue(state.claim(word));
        return word;
    }

    @Test
    void aNumberIsGivenOnce() {
        RingState state = new RingState();
        long word = state.word();
        assertTrue(state.claim(word));
        assertFalse(state.claim(word));
        assertEquals(1, state.tail());
    }

    @Test
    void numbersAreGivenInOrder() {
        RingState state = new RingState();
        assertEquals(0, RingState.number(claim(state)));
        assertEquals(1, RingState.number(claim(state)));
        assertEquals(2, state.tail());
    }

    @Test
    void whoDrawsTheNumberThatAReaderWaitsForMustWakeAndNobodyElse() {
        RingState state = new RingState();
        assertEquals(Rest.ASLEEP, state.rest(0));
        assertEquals(Rest.ASLEEP, state.rest(0));
        long claimed = claim(state);
        assertTrue(RingState.mustWake(claimed));
        assertEquals(0, RingState.number(claimed));
        long next = claim(state);
        assertFalse(RingState.mustWake(next));
        assertEquals(1, RingState.number(next));
    }

    @Test
    void aReaderThatIsBehindTheTailExpectsAValue() {
        RingState state = new RingState();
        claim(state);
        assertEquals(Rest.EXPECTING, state.rest(0));
        assertFalse(RingState.mustWake(claim(state)));
    }

    @Test
    void theEndRefusesNumbersAndIsFoundByReadersThatHaveReadAll() {
        RingState state = new RingState();
        claim(state);
        assertTrue(state.end());
        assertFalse(state.end());
        assertTrue(state.hasEnded());
        assertTrue(RingState.hasEnded(state.word()));
        assertEquals(Rest.EXPECTING, state.rest(0));
        assertEquals(Rest.ENDED, state.rest(1));
        assertEquals(1, state.tail());
    }
}
