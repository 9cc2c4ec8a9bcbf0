package io.nagare.engine.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TurnBudgetTest {

    /** A budget with a clock of the test. Each unit of work moves the clock, and the clock counts its readings. */
    private static final class Budget extends TurnBudget {

        private long now;
        private int looks;
        private boolean woken;

        @Override
        long nanoTime() {
            looks++;
            return now;
        }

        @Override
        boolean isWoken() {
            return woken;
        }

        @Override
        public void run() {}

        @Override
        public void shutDown() {}

        /**
         * Plays one run of items that take {@code nanosAnItem} each. Returns the number of items, at most {@code most}.
         */
        int turn(long nanosAnItem, int most) {
            fillBudget(false);
            int done = 0;
            while (done < most) {
                int units = Math.min(slice(), most - done);
                done += units;
                now += units * nanosAnItem;
                if (!spend(units)) {
                    break;
                }
            }
            return done;
        }
    }

    private final Budget budget = new Budget();

    @Test
    void cheapItemsAreCounted() {
        int done = budget.turn(5, 1_000_000);
        assertTrue(done >= TurnBudget.ITEMS && done < 2 * TurnBudget.ITEMS, () -> done + " items");
        assertTrue(budget.looks < 20, () -> budget.looks + " looks");
    }

    @Test
    void aTurnOfSlowItemsIsOverSoon() {
        int first = budget.turn(1_000_000, 1_000_000);
        assertTrue(first < 32, () -> first + " items of a millisecond in the first turn");
        for (int i = 0; i < 10; i++) {
            int done = budget.turn(1_000_000, 1_000_000);
            assertTrue(done < 10, () -> done + " items of a millisecond");
        }
        assertEquals(1, budget.slice());
    }

    @Test
    void aTurnOfItemsOfSomeMicrosecondsLastsAsLongAsATurn() {
        budget.turn(5_000, 1_000_000);
        long before = budget.now;
        budget.turn(5_000, 1_000_000);
        long nanos = budget.now - before;
        assertTrue(nanos >= 450_000 && nanos < 700_000, () -> nanos + " ns");
    }

    @Test
    void oneThatWasSlowIsSoonFastAgain() {
        budget.turn(1_000_000, 1_000_000);
        int done = budget.turn(5, 1_000_000);
        assertTrue(done >= TurnBudget.ITEMS, () -> done + " items");
        assertTrue(budget.slice() > 1);
    }

    /** The system may take the processor away for a while. */
    @Test
    void onePauseDoesNotEndATurn() {
        budget.turn(5, 1000);
        budget.fillBudget(false);
        assertTrue(budget.spend(budget.slice()));
        assertTrue(budget.spend(budget.slice()));
        budget.now += 1_000_000_000;
        assertTrue(budget.spend(budget.slice()));
    }

    @Test
    void runsThatAreShortSeldomLookAtTheClock() {
        for (int i = 0; i < 1000; i++) {
            budget.turn(100, 32);
        }
        // Each run is an eighth of the longest slice.
        assertTrue(budget.looks < 150, () -> budget.looks + " looks in 1000 runs");
    }

    @Test
    void aThreadThatHelpsLooksAtWhatOthersAskAndNotAtTheTime() {
        budget.fillBudget(true);
        for (int i = 0; i < 1000; i++) {
            budget.now += 1_000_000;
            assertTrue(budget.spend(1));
        }
        assertEquals(0, budget.looks);
        budget.woken = true;
        int more = 0;
        while (budget.spend(1)) {
            more++;
        }
        assertTrue(more < 300, more + " items since others have asked for something");
    }

    @Test
    void aYieldNeedsNoClock() {
        for (int i = 0; i < 100; i++) {
            budget.fillBudget(false);
            assertFalse(budget.spend(TurnBudget.ITEMS));
        }
        assertEquals(0, budget.looks);
    }

    @Test
    void leavesAreCounted() {
        budget.fillBudget(false);
        int leaves = 0;
        while (budget.spendLeaf()) {
            leaves++;
        }
        assertEquals(TurnBudget.LEAVES, leaves);
    }
}
