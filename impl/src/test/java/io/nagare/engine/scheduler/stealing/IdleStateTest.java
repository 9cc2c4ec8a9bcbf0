package io.nagare.engine.scheduler.stealing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class IdleStateTest {

    private final IdleState idle = new IdleState(4);

    @Test
    void nobodyIsWokenWhileAllAreAwake() {
        assertFalse(idle.wantsWake());
    }

    @Test
    void nobodyIsWokenWhileSomebodySearches() {
        idle.sleep(false);
        assertTrue(idle.wantsWake());
        assertTrue(idle.startSearching());
        assertFalse(idle.wantsWake());
        assertTrue(idle.stopSearching());
        assertTrue(idle.wantsWake());
    }

    @Test
    void halfOfTheWorkersSearch() {
        assertTrue(idle.startSearching());
        assertTrue(idle.startSearching());
        assertFalse(idle.startSearching());
        assertFalse(idle.stopSearching());
        assertTrue(idle.startSearching());
    }

    @Test
    void halfIsRoundedUpAndOneAtLeast() {
        assertTrue(new IdleState(1).startSearching());
        IdleState three = new IdleState(3);
        assertTrue(three.startSearching());
        assertTrue(three.startSearching());
        assertFalse(three.startSearching());
    }

    @Test
    void theLastSearcherIsToldSoWhenItStopsAndWhenItSleeps() {
        idle.startSearching();
        idle.startSearching();
        assertFalse(idle.stopSearching());
        assertTrue(idle.sleep(true));
        assertFalse(idle.sleep(false));
    }

    @Test
    void theFirstToWakeIsToldSo() {
        for (int i = 0; i < 4; i++) {
            assertFalse(idle.allAsleep());
            idle.sleep(false);
        }
        assertTrue(idle.allAsleep());
        assertTrue(idle.wakeWithWork());
        assertFalse(idle.wakeToSearch());
        idle.sleep(false);
        idle.sleep(true);
        assertTrue(idle.wakeToSearch());
        assertTrue(idle.stopSearching());
    }
}
