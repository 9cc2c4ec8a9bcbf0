package io.nagare.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.Task;
import io.nagare.engine.strand.Probe;
import io.nagare.sync.Barrier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Barriers. Names in quotes are those of Tokio's tests. */
class BarrierTest extends SyncFixture {

    /** "single". */
    @Test
    void aBarrierOfOneLetsEachThroughAsLeader() {
        Barrier barrier = Barrier.of(1);
        assertItem(true, demand(barrier.arrive()));
        assertItem(true, demand(barrier.arrive()));
    }

    /** "tango" and "lots". */
    @Test
    void theLastToArriveLeadsAndTheBarrierCanBeUsedAgain() {
        Barrier barrier = Barrier.of(3);
        for (int round = 0; round < 3; round++) {
            Probe<Boolean> first = demand(barrier.arrive());
            Probe<Boolean> second = demand(barrier.arrive());
            assertWaiting(first);
            assertEquals(2, barrier.waiting());
            Probe<Boolean> third = demand(barrier.arrive());
            assertItem(false, first);
            assertItem(false, second);
            assertItem(true, third);
            assertEquals(0, barrier.waiting());
        }
    }

    @Test
    void whoCancelsHasNotArrived() {
        Barrier barrier = Barrier.of(2);
        Probe<Boolean> gone = demand(barrier.arrive());
        cancel(gone);
        Probe<Boolean> first = demand(barrier.arrive());
        assertWaiting(first);
        Probe<Boolean> second = demand(barrier.arrive());
        assertItem(false, first);
        assertItem(true, second);
        assertWaiting(gone);
    }

    @Test
    void whoCancelsWhenAllHaveArrivedHoldsUpNobody() {
        Barrier barrier = Barrier.of(2);
        Probe<Boolean> first = demand(barrier.arrive());
        Probe<Boolean> second = subscribe(barrier.arrive()).request(1);
        first.cancel();
        scheduler.runAll();
        assertWaiting(first);
        assertItem(true, second);
        assertEquals(0, barrier.waiting());
    }

    @Test
    void nobodyArrivesWithoutDemand() {
        Barrier barrier = Barrier.of(2);
        Probe<Boolean> undemanded = subscribe(barrier.arrive());
        assertEquals(0, barrier.waiting());
        Probe<Boolean> other = demand(barrier.arrive());
        assertWaiting(other);
        undemanded.request(1);
        scheduler.runAll();
        assertItem(true, undemanded);
        assertItem(false, other);
    }

    @Test
    void aReceiverThatCancelsOrThrowsWithinHoldsUpNobody() {
        Barrier barrier = Barrier.of(3);
        Acting<Boolean> cancelling = act(barrier.arrive(), (leader, subscription) -> subscription.cancel());
        act(barrier.arrive(), (leader, subscription) -> {
            throw new IllegalStateException("boom");
        });
        Probe<Boolean> last = demand(barrier.arrive().flatMap(leader -> barrier.arrive()));
        assertFalse(cancelling.hasEnded());
        assertWaiting(last);
        assertEquals(1, barrier.waiting(), "an arrival from within counts for the next round");
        assertEquals(1, scheduler.takeUnseen().size());
    }

    @Test
    void badNumbersAreRefusedAtTheCall() {
        assertRefused(IllegalArgumentException.class, "at least 1 party, but was given 0", () -> Barrier.of(0));
        assertRefused(IllegalArgumentException.class, "was given -2147483648", () -> Barrier.of(Integer.MIN_VALUE));
        assertEquals(Integer.MAX_VALUE, Barrier.of(Integer.MAX_VALUE).parties());
    }

    @Test
    void eachOfManyRoundsOfTasksHasOneLeader() {
        int parties = 4;
        int rounds = 500;
        Barrier barrier = Barrier.of(parties);
        long led = 0;
        try (Nagare nagare = Nagare.multiThread().workers(2).start()) {
            List<Task<Long>> tasks = new ArrayList<>();
            for (int i = 0; i < parties; i++) {
                tasks.add(nagare.spawn(Many.range(0, rounds)
                        .concatMap(round -> barrier.arrive())
                        .filter(leader -> leader)
                        .count()));
            }
            for (Task<Long> task : tasks) {
                led += task.block(Storm.LIMIT);
            }
        }
        assertEquals(rounds, led);
    }
}
