package io.nagare.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.engine.strand.Probe;
import io.nagare.failure.BlockedWorkerException;
import io.nagare.sync.AlreadyReleasedException;
import io.nagare.sync.Exclusive;
import io.nagare.sync.Guard;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values behind a lock. Names in quotes are those of Tokio's tests. */
class ExclusiveTest extends SyncFixture {

    private final Exclusive<Integer> number = Exclusive.of(100);

    /** "straight_execution". */
    @Test
    void oneAfterTheOtherSeesWhatWasSet() {
        Guard<Integer> first = item(demand(number.lock()));
        assertEquals(100, first.get());
        first.set(99);
        first.close();
        Guard<Integer> second = item(demand(number.lock()));
        assertEquals(99, second.get());
        second.close();
        assertItem(98, demand(number.withLock(guard -> {
            guard.set(98);
            return One.just(guard.get());
        })));
        assertEquals(98, number.tryLock().get());
    }

    /** "readiness" and "try_lock". */
    @Test
    void whoComesSecondWaitsForTheFirst() {
        Guard<Integer> held = number.tryLock();
        assertNotNull(held);
        assertNull(number.tryLock());
        Probe<Guard<Integer>> second = demand(number.lock());
        Probe<Guard<Integer>> third = demand(number.lock());
        assertWaiting(second);
        held.close();
        assertNull(number.tryLock(), "it is the second's already, though that has not been told");
        scheduler.runAll();
        assertWaiting(third);
        item(second).close();
        scheduler.runAll();
        item(third).close();
    }

    /** "aborted_future_1" and "aborted_future_2". */
    @Test
    void whoWaitsAndCancelsIsPassedOver() {
        Guard<Integer> held = number.tryLock();
        Probe<Guard<Integer>> first = demand(number.lock());
        Probe<Guard<Integer>> second = demand(number.lock());
        cancel(first);
        held.close();
        scheduler.runAll();
        item(second).close();
        Guard<Integer> again = number.tryLock();
        Probe<Guard<Integer>> late = demand(number.lock());
        again.close();
        cancel(late);
        assertWaiting(late);
        assertNotNull(number.tryLock());
    }

    @Test
    void aGuardThatWasClosedRefusesEverything() {
        Guard<Integer> guard = number.tryLock();
        guard.close();
        assertRefused(AlreadyReleasedException.class, "a guard has already been released, and close", guard::close);
        assertRefused(AlreadyReleasedException.class, "and get", guard::get);
        assertRefused(AlreadyReleasedException.class, "and set", () -> guard.set(1));
        assertEquals("Guard[released]", guard.toString());
    }

    @Test
    void nullsAreRefusedAtTheCall() {
        assertThrows(NullPointerException.class, () -> Exclusive.of(null));
        assertThrows(NullPointerException.class, () -> number.withLock(null));
        assertThrows(NullPointerException.class, () -> number.withLockMany(null));
        Guard<Integer> guard = number.tryLock();
        assertRefused(NullPointerException.class, "set to null", () -> guard.set(null));
        assertEquals(100, guard.get());
    }

    @Test
    void workThatThrowsOrGivesNullFailsTheStreamAndUnlocks() {
        assertFailed(IllegalStateException.class, demand(number.withLock(guard -> {
            throw new IllegalStateException("boom");
        })));
        assertFailed(NullPointerException.class, demand(number.withLock(guard -> null)));
        assertFailed(IllegalStateException.class, demand(number.withLockMany(
                guard -> Many.error(new IllegalStateException("boom")))));
        assertNotNull(number.tryLock());
    }

    @Test
    void workMayUnlockEarlyAndLeaksNoGuard() {
        List<Guard<Integer>> leaked = new ArrayList<>();
        assertItem(1, demand(number.withLock(guard -> {
            guard.close();
            return number.withLock(again -> One.just(1));
        })));
        item(demand(number.withLock(guard -> {
            leaked.add(guard);
            return One.just(1);
        })));
        assertRefused(AlreadyReleasedException.class, "set", () -> leaked.get(0).set(7));
        assertEquals(100, number.tryLock().get());
    }

    @Test
    void aStreamHoldsTheLockToItsEnd() {
        Probe<Integer> items = subscribe(number.withLockMany(guard -> Many.range(0, 3).map(i -> guard.get() + i)));
        items.request(2);
        scheduler.runAll();
        assertEquals(List.of(100, 101), items.signals());
        assertNull(number.tryLock());
        cancel(items);
        assertNotNull(number.tryLock());
    }

    /** "multithreaded": 4 tasks add a thousand times each. No addition is lost. */
    @Test
    void whatManyTasksAddIsAllThere() {
        try (Nagare nagare = Nagare.multiThread().workers(2).start()) {
            List<Task<Void>> tasks = new ArrayList<>();
            for (int amount : new int[] {2, 3, 5, 7}) {
                tasks.add(nagare.spawn(Many.range(0, 1_000)
                        .concatMap(i -> number.withLock(guard -> {
                            guard.set(guard.get() + amount);
                            return One.just(i);
                        }))));
            }
            tasks.forEach(task -> task.block(Storm.LIMIT));
        }
        assertEquals(17_100, number.tryLock().get());
    }

    @Test
    void aThreadWaitsByAwaitAndAWorkerIsRefused() {
        try (Nagare nagare = Nagare.multiThread().workers(1).start();
                Guard<Integer> guard = number.lock().block(Storm.LIMIT)) {
            assertEquals(100, guard.get());
            RuntimeException refused = assertThrows(
                    BlockedWorkerException.class,
                    () -> nagare.spawn(() -> number.lock().block()).block(Storm.LIMIT));
            assertTrue(refused.getMessage().contains("worker"), refused.getMessage());
        }
    }
}
