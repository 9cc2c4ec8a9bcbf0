package io.nagare.engine.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class InjectionIntervalTest {

    private final InjectionInterval interval = new InjectionInterval();

    @Test
    void beginsInTheMiddle() {
        assertEquals(61, interval.runs());
    }

    @Test
    void longRunsMakeItShortAndShortOnesLong() {
        tune(10, 1_000_000);
        assertEquals(2, interval.runs());
        tune(10, 100);
        assertEquals(127, interval.runs());
        tune(10, 10_000);
        assertTrue(Math.abs(interval.runs() - 20) <= 2, "200 us of runs of 10 us, but was " + interval.runs());
    }

    @Test
    void oneLongRunAmongManyShortOnesChangesLittle() {
        tune(10, 2_000);
        int before = interval.runs();
        interval.tune(4_000, 1);
        assertTrue(Math.abs(interval.runs() - before) < 15);
    }

    @Test
    void timeThatStandsStillOrABatchOfNothingDoesNoHarm() {
        interval.tune(1_000_000, 0);
        assertEquals(61, interval.runs());
        tune(10, 0);
        assertEquals(127, interval.runs());
    }

    private void tune(int batches, long runNanos) {
        for (int i = 0; i < batches; i++) {
            interval.tune(61 * runNanos, 61);
        }
    }
}
