package io.nagare.engine.scheduler.stealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RunCostTest {

    private static final long WORTH = RunCost.WORTH_SHARING_NANOS;

    private final RunCost cost = new RunCost();

    @Test
    void oneTaskOfUnknownCostIsWorthIt() {
        assertTrue(cost.isWorthSharing(1));
        assertFalse(cost.isWorthSharing(0));
        cost.batchEnded(10, 10);
        cost.forget();
        assertTrue(cost.isWorthSharing(1));
    }

    @Test
    void cheapTasksAreWorthItTogether() {
        cost.batchEnded(10, WORTH);
        assertFalse(cost.isWorthSharing(9));
        assertTrue(cost.isWorthSharing(10));
    }

    @Test
    void aDearBatchCountsAtOnceAndIsForgottenBitByBit() {
        cost.batchEnded(10, 10);
        cost.batchEnded(20, 10 * WORTH);
        assertTrue(cost.isWorthSharing(1));
        cost.batchEnded(30, 10 * WORTH);
        assertTrue(cost.isWorthSharing(1));
        cost.batchEnded(40, 10);
        assertFalse(cost.isWorthSharing(1));
        assertTrue(cost.isWorthSharing(2));
        cost.batchEnded(50, 10);
        assertFalse(cost.isWorthSharing(2));
    }

    @Test
    void fewerDearTasksFitIntoATime() {
        assertEquals(61, cost.runsWithin(1000, 61));
        cost.batchEnded(10, 1000);
        assertEquals(10, cost.runsWithin(1000, 61));
        cost.batchEnded(11, 2000);
        assertEquals(1, cost.runsWithin(1000, 61));
        cost.batchEnded(12, 0);
        assertEquals(1, cost.runsWithin(1000, 61));
        cost.batchEnded(22, 0);
        assertEquals(2, cost.runsWithin(1000, 61));
    }

    @Test
    void aBatchWithoutRunsSaysNothing() {
        cost.batchEnded(10, 10);
        cost.batchEnded(10, 1_000_000_000);
        assertFalse(cost.isWorthSharing(1));
    }
}
