package io.nagare.bench.report.turn;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WarmUpTest {

    private final WarmUp warmUp = new WarmUp(10);

    @Test
    void endsWithTheFirstLoadInWhichTheCompilersWereQuiet() {
        assertTrue(warmUp.goesOn());
        warmUp.loaded(3000, 900);
        warmUp.loaded(3000, 91);
        assertTrue(warmUp.goesOn());
        warmUp.loaded(3000, 89);
        assertFalse(warmUp.goesOn());
    }

    @Test
    void oneLoadIsNotEnough() {
        warmUp.loaded(3000, 0);
        assertTrue(warmUp.goesOn());
        warmUp.loaded(3000, 0);
        assertFalse(warmUp.goesOn());
    }

    @Test
    void endsAfterItsTimeHoweverBusyTheCompilersAre() {
        for (int load = 1; load <= 3; load++) {
            warmUp.loaded(3000, 2000);
            assertTrue(warmUp.goesOn());
        }
        warmUp.loaded(3000, 2000);
        assertFalse(warmUp.goesOn());
    }
}
