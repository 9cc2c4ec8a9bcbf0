package io.nagare.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.engine.strand.Probe;
import io.nagare.sync.Notify;
import io.nagare.sync.TaskTracker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counting tasks and waiting for their end. Names in quotes are those of Tokio's tests. */
class TaskTrackerTest extends SyncFixture {

    private final TaskTracker tracker = TaskTracker.create();

    /** Subscribes without demand, because none is needed. */
    private Probe<Void> waiting() {
        return subscribe(tracker.drained());
    }

    /** "open_close", "idle_end_when_closed". */
    @Test
    void waitingEndsWhenClosedAndEmpty() {
        Probe<Void> waiting = waiting();
        assertWaiting(waiting);
        assertFalse(tracker.isClosed());
        tracker.close();
        tracker.close();
        scheduler.runAll();
        assertComplete(waiting);
        assertComplete(waiting());
        assertTrue(tracker.isClosed());
    }

    /** "token_drop_wake", "notify_waiters". */
    @Test
    void aTaskCountsFromItsSpawnToItsEnd() {
        Notify until = Notify.create();
        tracker.close();
        Task<Integer> task = tracker.spawnOn(runtime, until.notified().then(One.just(1)));
        assertEquals(1, tracker.size());
        Probe<Void> waiting = waiting();
        scheduler.runAll();
        assertWaiting(waiting);
        until.notifyOne();
        scheduler.runAll();
        assertComplete(waiting);
        assertItem(1, demand(task));
        assertEquals(0, tracker.size());
    }

    @Test
    void aTaskThatFailsOrIsAbortedEvenBeforeItStartedCountsNoMore() {
        RuntimeException boom = new IllegalStateException("boom");
        tracker.spawnOn(runtime, One.error(boom));
        Task<Integer> aborted = tracker.spawnOn(runtime, One.never());
        assertEquals(2, tracker.size());
        aborted.abort();
        scheduler.runAll();
        assertEquals(0, tracker.size());
        assertEquals(List.of(boom), scheduler.takeUnseen(), "a failure that nobody waits for is told to the runtime");
    }

    @Test
    void aFailureThatSomebodyWaitsForIsNotToldToTheRuntime() {
        RuntimeException boom = new IllegalStateException("boom");
        Notify until = Notify.create();
        Task<Integer> task = tracker.spawnOn(runtime, until.notified().then(One.error(boom)));
        Probe<Integer> seeing = demand(task);
        until.notifyOne();
        scheduler.runAll();
        assertSame(boom, assertFailed(IllegalStateException.class, seeing));
    }

    /**
     * "close_reopen_notify" and "reopen": a subscriber that waited when the tracker was closed completes, although the
     * tracker is open again.
     */
    @Test
    void aMomentIsEnough() {
        Probe<Void> waiting = waiting();
        tracker.close();
        tracker.reopen();
        Probe<Void> later = waiting();
        scheduler.runAll();
        assertComplete(waiting);
        assertWaiting(later);
    }

    @Test
    void aStreamCountsFromItsSubscriptionUntilItsEndOrItsCancellation() {
        tracker.close();
        List<Integer> sizes = new ArrayList<>();
        Probe<Integer> items =
                subscribe(tracker.track(Many.range(0, 2)).doOnComplete(() -> sizes.add(tracker.size())));
        assertEquals(1, tracker.size());
        Probe<Void> waiting = waiting();
        items.request(5);
        scheduler.runAll();
        assertEquals(List.of(0, 1, "complete"), items.signals());
        assertEquals(List.of(0), sizes, "it has gone when the end is passed on");
        assertComplete(waiting);
        Probe<Integer> never = subscribe(tracker.track(One.<Integer>never()));
        assertEquals(1, tracker.size());
        cancel(never);
        assertEquals(0, tracker.size());
        assertFailed(IllegalStateException.class, demand(tracker.track(One.error(new IllegalStateException("boom")))));
        assertEquals(0, tracker.size());
    }

    @Test
    void whoThrowsOrTracksFromWithinHoldsUpNobody() {
        tracker.close();
        Probe<Integer> first = demand(tracker.track(One.just(1)).flatMap(one -> tracker.track(One.just(2))));
        assertItem(2, first);
        subscribe(tracker.drained().doOnComplete(() -> {
            throw new IllegalStateException("boom");
        }));
        act(tracker.track(One.just(1)), (one, subscription) -> {
            throw new IllegalStateException("boom");
        });
        scheduler.runAll();
        assertEquals(1, scheduler.takeUnseen().size());
        assertEquals(0, tracker.size());
        assertComplete(waiting());
    }

    @Test
    void nullsAreRefusedAtTheCallAndCountNothing() {
        assertThrows(NullPointerException.class, () -> tracker.spawn(null));
        assertThrows(NullPointerException.class, () -> tracker.spawnOn(null, One.just(1)));
        assertThrows(NullPointerException.class, () -> tracker.track((One<Integer>) null));
        assertThrows(NullPointerException.class, () -> tracker.track((Many<Integer>) null));
        assertEquals(0, tracker.size());
    }

    @Test
    void tasksOfAClosedRuntimeCountNoMore() {
        Nagare nagare = Nagare.multiThread().workers(1).start();
        Task<Integer> running = tracker.spawnOn(nagare, One.never());
        nagare.close();
        tracker.spawnOn(nagare, One.never());
        tracker.close();
        tracker.drained().block(Storm.LIMIT);
        assertTrue(running.isDone());
    }

    @Test
    void theLastOfManyTasksEndsTheWaiting() {
        try (Nagare nagare = Nagare.multiThread().workers(2).start()) {
            for (int round = 0; round < 200; round++) {
                TaskTracker fresh = TaskTracker.create();
                List<Task<Integer>> tasks = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    tasks.add(fresh.spawnOn(nagare, One.just(i)));
                }
                fresh.close();
                fresh.drained().block(Storm.LIMIT);
                assertTrue(tasks.stream().allMatch(Task::isDone));
            }
        }
    }
}
