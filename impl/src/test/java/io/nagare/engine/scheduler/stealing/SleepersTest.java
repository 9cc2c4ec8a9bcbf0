package io.nagare.engine.scheduler.stealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SleepersTest {

    private final IdleState idle = new IdleState(3);
    private final AtomicInteger firstAwake = new AtomicInteger();
    private final Sleepers sleepers = new Sleepers(idle, 3, firstAwake::incrementAndGet);

    @Test
    void theLastToFallAsleepIsWokenFirst() {
        sleepAll();
        assertEquals(2, sleepers.wakeOne());
        idle.stopSearching();
        assertEquals(1, sleepers.wakeOne());
        idle.stopSearching();
        assertEquals(0, sleepers.wakeOne());
        idle.stopSearching();
        assertEquals(Sleepers.NOBODY, sleepers.wakeOne());
    }

    @Test
    void oneIsWokenAtATime() {
        sleepAll();
        assertEquals(2, sleepers.wakeOne());
        assertEquals(Sleepers.NOBODY, sleepers.wakeOne());
    }

    @Test
    void aSleeperThatWakesByItselfIsNotWokenAgain() {
        sleepAll();
        assertTrue(sleepers.wakeWithWork(1));
        assertFalse(sleepers.contains(1));
        assertEquals(2, sleepers.wakeOne());
        idle.stopSearching();
        assertEquals(0, sleepers.wakeOne());
    }

    @Test
    void aSleeperThatWasChosenLearnsThatItSearches() {
        sleepAll();
        assertEquals(2, sleepers.wakeOne());
        assertFalse(sleepers.contains(2));
        assertFalse(sleepers.wakeWithWork(2));
        assertTrue(idle.stopSearching());
    }

    @Test
    void theFirstAwakeIsReportedOnce() {
        sleepAll();
        sleepers.wakeWithWork(0);
        sleepers.wakeWithWork(1);
        assertEquals(1, firstAwake.get());
        sleepers.sleep(0, false);
        sleepers.sleep(1, false);
        sleepers.wakeOne();
        assertEquals(2, firstAwake.get());
    }

    private void sleepAll() {
        for (int i = 0; i < 3; i++) {
            sleepers.sleep(i, false);
        }
    }
}
