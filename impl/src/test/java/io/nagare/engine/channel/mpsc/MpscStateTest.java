package io.nagare.engine.channel.mpsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.engine.waiting.Rest;
import org.junit.jupiter.api.Test;

class MpscStateTest {

    @Test
    void ticketsAreGivenInOrderAsFarAsThereIsRoom() {
        MpscState state = new MpscState(2);
        assertEquals(0, state.claim());
        assertEquals(1, state.claim());
        assertEquals(MpscState.FULL, state.claim());
        assertEquals(MpscState.FULL, state.reserve());
        assertEquals(2, state.size());
        state.taken(state.head());
        assertEquals(2, state.claim());
        assertEquals(MpscState.FULL, state.claim());
    }

    @Test
    void theCountGoesRoundAtItsEnd() {
        long last = (1L << 36) - 1;
        MpscState state = new MpscState(2, last);
        assertEquals(last, state.claim());
        assertEquals(0, state.claim());
        assertEquals(MpscState.FULL, state.claim());
        assertEquals(2, state.size());
        state.taken(last);
        assertEquals(1, state.size());
        assertEquals(1, state.available());
        assertEquals(0, state.reserve());
        assertEquals(1, state.claimReserved());
        state.taken(0);
        state.taken(1);
        assertEquals(Rest.ASLEEP, state.rest(state.head()));
        assertTrue(MpscState.mustWake(state.claim()));
    }

    @Test
    void aReservationTakesRoomUntilItIsUsedOrReleased() {
        MpscState state = new MpscState(1);
        assertEquals(0, state.reserve());
        assertEquals(MpscState.FULL, state.claim());
        assertEquals(0, state.available());
        assertFalse(state.release());
        assertEquals(0, state.reserve());
        assertTrue(state.close());
        assertFalse(state.close());
        assertEquals(MpscState.CLOSED, state.claim());
        assertEquals(Rest.ASLEEP, state.rest(0));
        assertTrue(MpscState.mustWake(state.claimReserved()));
        assertEquals(Rest.EXPECTING, state.rest(0));
        state.taken(0);
        assertEquals(Rest.ENDED, state.rest(1));
    }

    @Test
    void theFirstTicketAfterTheReceiverFellAsleepWakesIt() {
        MpscState state = new MpscState(4);
        assertEquals(Rest.ASLEEP, state.rest(0));
        assertTrue(MpscState.mustWake(state.claim()));
        assertFalse(MpscState.mustWake(state.claim()));
        assertEquals(Rest.EXPECTING, state.rest(0));
    }

    @Test
    void nobodyOvertakesWhoWaits() {
        MpscState state = new MpscState(1);
        assertEquals(0, state.claim());
        state.await();
        assertFalse(state.reserveForFirst());
        state.taken(0);
        assertTrue(state.isAwaited());
        assertEquals(MpscState.FULL, state.claim());
        assertEquals(MpscState.FULL, state.reserve());
        assertTrue(state.reserveForFirst());
        state.awaitNoMore();
        assertFalse(state.isAwaited());
        assertFalse(state.release());
        assertEquals(1, MpscState.ticket(state.claim()));
    }

    @Test
    void withoutABoundThereIsAlwaysRoom() {
        MpscState state = new MpscState(MpscState.UNBOUNDED);
        for (int i = 0; i < 100_000; i++) {
            assertEquals(i, state.claim());
        }
        assertEquals(MpscState.UNBOUNDED, state.available());
    }
}
