package io.nagare.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.engine.strand.Probe;
import io.nagare.failure.TaskCancelledException;
import io.nagare.sync.JoinSet;
import io.nagare.sync.Joined;
import io.nagare.sync.Notify;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sets of tasks and their results. Names in quotes are those of Tokio's tests. */
class JoinSetTest extends SyncFixture {

    private final JoinSet<Integer> set = JoinSet.create();

    private Task<Integer> spawn(One<Integer> computation) {
        return set.spawnOn(runtime, computation);
    }

    /** "test_with_sleep". */
    @Test
    void resultsComeAsTheTasksEnd() {
        Notify first = Notify.create();
        Notify second = Notify.create();
        Task<Integer> one = spawn(first.notified().then(One.just(1)));
        Task<Integer> two = spawn(second.notified().then(One.just(2)));
        Probe<Joined<Integer>> results = demand(set.results());
        assertWaiting(results);
        second.notifyOne();
        scheduler.runAll();
        first.notifyOne();
        scheduler.runAll();
        assertEquals(
                List.of(new Joined<>(two, 2, null), new Joined<>(one, 1, null), "complete"), results.signals());
        assertEquals(0, set.size());
    }

    @Test
    void anEmptySetHasNoResults() {
        assertComplete(subscribe(set.results()));
        assertComplete(demand(set.next()));
        assertComplete(demand(set.shutdown()));
        assertNull(set.tryNext());
    }

    @Test
    void aFailureIsAResultLikeAnyOther() {
        RuntimeException boom = new IllegalStateException("boom");
        Task<Integer> task = spawn(One.error(boom));
        Task<Integer> empty = spawn(One.empty());
        Probe<Joined<Integer>> results = demand(set.results());
        assertEquals(
                List.of(new Joined<>(task, null, boom), new Joined<>(empty, null, null), "complete"),
                results.signals());
        assertTrue(new Joined<>(task, null, boom).hasFailed());
    }

    /** Without demand no result is taken. The results that were not taken stay in the set. */
    @Test
    void resultsAreTakenOnDemand() {
        spawn(One.just(1));
        spawn(One.just(2));
        spawn(One.just(3));
        scheduler.runAll();
        Probe<Joined<Integer>> next = subscribe(set.next());
        assertEquals(3, set.size());
        next.request(5);
        scheduler.runAll();
        assertEquals(1, item(next).item());
        assertEquals(2, set.size());
        assertEquals(2, set.tryNext().item());
        Probe<Joined<Integer>> results = subscribe(set.results());
        assertWaiting(results);
        results.request(1);
        scheduler.runAll();
        assertEquals(3, item(results).item());
    }

    @Test
    void whoWaitsForOneAndCancelsTakesNothingAndAbortsNothing() {
        Notify until = Notify.create();
        Task<Integer> task = spawn(until.notified().then(One.just(1)));
        Probe<Joined<Integer>> gone = demand(set.next());
        Probe<Joined<Integer>> next = demand(set.next());
        until.notifyOne();
        gone.cancel();
        scheduler.runAll();
        assertWaiting(gone);
        assertSame(task, item(next).task());
    }

    /**
     * Another thread cancels while the first result is emitted. The strand takes the second result before it sees the
     * cancellation.
     */
    @Test
    void aResultThatComesTooLateForItsTakerIsPutBack() {
        Task<Integer> first = spawn(One.just(1));
        Task<Integer> second = spawn(One.just(2));
        scheduler.runAll();
        List<Task<Integer>> got = new ArrayList<>();
        Probe<Joined<Integer>> waiting = subscribe(set.next());
        act(set.results(), (joined, subscription) -> {
            got.add(joined.task());
            Thread elsewhere = new Thread(subscription::cancel);
            elsewhere.start();
            Storm.join(elsewhere);
        });
        assertEquals(List.of(first), got);
        assertWaiting(waiting);
        waiting.request(1);
        scheduler.runAll();
        assertSame(second, item(waiting).task());
        assertEquals(0, set.size());
    }

    @Test
    void eachResultGoesToOneTakerAndAllLearnOfTheEnd() {
        Notify until = Notify.create();
        spawn(until.notified().then(One.just(1)));
        Probe<Joined<Integer>> first = demand(set.results());
        Probe<Joined<Integer>> second = demand(set.results());
        until.notifyOne();
        scheduler.runAll();
        assertEquals(3, first.signals().size() + second.signals().size());
        assertEquals("complete", first.signals().get(first.signals().size() - 1));
        assertEquals("complete", second.signals().get(second.signals().size() - 1));
    }

    /** "abort_tasks" and "test_join_set_coop". */
    @Test
    @Tag("tokio-join")
    void abortedTasksGiveTheirResultsToo() {
        spawn(One.never());
        spawn(One.just(2));
        spawn(One.never());
        scheduler.runAll();
        set.abortAll();
        Probe<Joined<Integer>> results = demand(set.results());
        List<Object> signals = results.signals();
        assertEquals(4, signals.size());
        assertEquals(2, ((Joined<?>) signals.get(0)).item());
        for (int i = 1; i < 3; i++) {
            assertInstanceOf(TaskCancelledException.class, ((Joined<?>) signals.get(i)).failure());
        }
    }

    @Test
    void whoCancelsTheResultsTakesTheRestAlong() {
        Task<Integer> task = spawn(One.never());
        spawn(One.just(1));
        Probe<Joined<Integer>> results = demand(set.results());
        assertEquals(1, results.signals().size());
        cancel(results);
        assertTrue(task.isDone());
        assertEquals(1, set.size(), "its result can still be taken");
    }

    /** "shutdown" and "dropping the set": a block of code that ends aborts the tasks that it spawned. */
    @Test
    @Tag("tokio-join")
    void shuttingDownAbortsAllAndWaitsForThem() {
        Task<Integer> task = spawn(One.never());
        scheduler.runAll();
        assertComplete(demand(set.shutdown()));
        assertTrue(task.isDone());
        assertEquals(0, set.size());
        Task<Integer> left;
        try (JoinSet<Integer> bound = JoinSet.create()) {
            left = bound.spawnOn(runtime, One.never());
        }
        scheduler.runAll();
        assertTrue(left.isDone());
    }

    @Test
    void aTakerMaySpawnFromWithin() {
        List<Integer> items = new ArrayList<>();
        spawn(One.just(0));
        act(set.results(), (joined, subscription) -> {
            items.add(joined.item());
            if (joined.item() < 3) {
                spawn(One.just(joined.item() + 1));
            }
        });
        assertEquals(List.of(0, 1, 2, 3), items);
    }

    @Test
    void whoTakesWithoutWaitingFromWithinEndsTheOthersToo() {
        spawn(One.just(1));
        spawn(One.just(2));
        scheduler.runAll();
        Probe<Joined<Integer>> undemanded = subscribe(set.results());
        List<Integer> items = new ArrayList<>();
        act(set.results(), (joined, subscription) -> {
            items.add(joined.item());
            items.add(set.tryNext().item());
        });
        assertEquals(List.of(1, 2), items);
        assertComplete(undemanded);
    }

    @Test
    void tasksOfAClosedRuntimeHaveResults() {
        Nagare nagare = Nagare.multiThread().workers(1).start();
        Task<Integer> running = set.spawnOn(nagare, One.never());
        nagare.close();
        Task<Integer> late = set.spawnOn(nagare, One.never());
        List<Joined<Integer>> results = set.results().collectList().block(Storm.LIMIT);
        assertEquals(Set.of(running, late), results.stream().map(Joined::task).collect(Collectors.toSet()));
        results.forEach(joined -> assertInstanceOf(TaskCancelledException.class, joined.failure()));
    }

    /** Tasks that wait give up at random moments. Each result is with one taker, or still in the set. */
    @Test
    void noResultIsLostWhenWaitsAreCancelled() throws Exception {
        try (Storm storm = new Storm()) {
            storm.rage(1, random -> {
                JoinSet<Integer> own = JoinSet.create();
                AtomicInteger spawned = new AtomicInteger();
                AtomicInteger taken = new AtomicInteger();
                return new Storm.Play(
                        part -> {
                            for (int i = 0; i < 30; i++) {
                                own.spawnOn(storm.nagare(), One.just(spawned.incrementAndGet()));
                                takeOrGiveUp(own, taken, Duration.ofNanos(part.nextInt(20_000)));
                            }
                        },
                        () -> {
                            own.results().doOnNext(joined -> taken.incrementAndGet()).then().block(Storm.LIMIT);
                            assertEquals(spawned.get(), taken.get());
                            return null;
                        });
            });
        }
    }

    @Test
    void whoTakesTheNextFromWithinTheLastLearnsThatThereIsNone() {
        spawn(One.just(1));
        assertComplete(demand(set.next().flatMap(joined -> set.next())));
        spawn(One.just(1));
        List<Object> within = new ArrayList<>();
        act(set.results(), (joined, subscription) -> set.next()
                .subscribe(within::add, within::add, () -> within.add("end")));
        assertEquals(List.of("end"), within);
    }

    /** Foreign subscribers give up on threads of their own. Each result is with one subscriber, or still in the set. */
    @Test
    void noResultIsLostWhenOtherThreadsCancel() throws Exception {
        try (Storm storm = new Storm()) {
            storm.rage(1, random -> {
                JoinSet<Integer> own = JoinSet.create();
                AtomicInteger spawned = new AtomicInteger();
                AtomicInteger taken = new AtomicInteger();
                return new Storm.Play(
                        part -> {
                            for (int i = 0; i < 100; i++) {
                                own.spawnOn(storm.nagare(), One.just(spawned.incrementAndGet()));
                                Catching<Joined<Integer>> catching = new Catching<>(late -> taken.incrementAndGet());
                                own.next().subscribe(catching);
                                Storm.dawdle(part);
                                catching.cancel();
                            }
                        },
                        () -> {
                            own.results().doOnNext(joined -> taken.incrementAndGet()).then().block(Storm.LIMIT);
                            assertEquals(spawned.get(), taken.get());
                            return null;
                        });
            });
        }
    }

    private static void takeOrGiveUp(JoinSet<Integer> set, AtomicInteger taken, Duration patience) {
        set.next()
                .doOnNext(joined -> taken.incrementAndGet())
                .then()
                .takeUntil(One.delay(patience))
                .block(Storm.LIMIT);
    }

    @Test
    void aTakerThatThrowsLeavesTheRestToTheNext() {
        spawn(One.just(1));
        spawn(One.just(2));
        Task<Integer> running = spawn(One.never());
        act(set.next(), (joined, subscription) -> {
            throw new IllegalStateException("boom");
        });
        assertEquals(1, scheduler.takeUnseen().size());
        assertEquals(2, item(demand(set.next())).item());
        assertFalse(running.isDone());
        running.abort();
    }

    @Test
    void nullsAreRefusedAtTheCall() {
        assertThrows(NullPointerException.class, () -> set.spawn(null));
        assertThrows(NullPointerException.class, () -> set.spawnOn(null, One.just(1)));
        assertEquals(0, set.size());
    }

    /**
     * "abort_all_during_completion" (its loom test): each task gives one result, by completion or abort, and then the
     * set is empty.
     */
    @Test
    @Tag("tokio-join")
    void abortingWhileTasksCompleteGivesEachResultOnce() throws Exception {
        try (Storm storm = new Storm()) {
            storm.rage(1, random -> {
                JoinSet<Integer> own = JoinSet.create();
                int tasks = 20;
                List<Task<Integer>> spawned = new ArrayList<>();
                for (int i = 0; i < tasks; i++) {
                    spawned.add(own.spawnOn(storm.nagare(), random.nextInt(3) == 0 ? One.never() : One.just(i)));
                }
                return new Storm.Play(
                        dawdling -> {
                            Storm.dawdle(dawdling);
                            own.abortAll();
                        },
                        () -> check(own, spawned));
            });
        }
    }

    private static Void check(JoinSet<Integer> set, List<Task<Integer>> spawned) {
        List<Joined<Integer>> results = set.results().collectList().block(Storm.LIMIT);
        assertEquals(spawned.size(), results.size());
        Set<Task<Integer>> ended = results.stream().map(Joined::task).collect(Collectors.toSet());
        assertEquals(Set.copyOf(spawned), ended);
        return null;
    }

    @Test
    void threadsTakeWhatWorkersGive() {
        try (Nagare nagare = Nagare.multiThread().workers(2).start()) {
            for (int i = 0; i < 1_000; i++) {
                set.spawnOn(nagare, One.just(i));
            }
            long sum = 0;
            for (Joined<Integer> next = set.next().block(Storm.LIMIT); next != null; ) {
                sum += next.item();
                next = set.next().block(Storm.LIMIT);
            }
            assertEquals(499_500, sum);
        }
    }
}
