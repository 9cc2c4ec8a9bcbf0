package io.nagare.engine.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.engine.strand.Probe;
import io.nagare.failure.TaskCancelledException;
import io.nagare.sync.Notify;
import io.nagare.sync.Scope;
import io.nagare.sync.ScopeEndedException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ScopeTest extends SyncFixture {

    private final RuntimeException boom = new IllegalStateException("boom");

    private final Notify until = Notify.create();
    private final AtomicReference<Scope> scope = new AtomicReference<>();
    private final List<Task<?>> tasks = new ArrayList<>();

    private <T> One<T> inScope(One<T> body) {
        return Scope.open(opened -> {
            scope.set(opened);
            return body;
        });
    }

    private One<Integer> spawning(One<Integer> body, One<?>... computations) {
        return Scope.open(opened -> {
            scope.set(opened);
            for (One<?> computation : computations) {
                tasks.add(opened.spawn(computation));
            }
            return body;
        });
    }

    @Test
    void aBodyCombinesWhatItsTasksGive() {
        assertItem(3, demand(Scope.open(opened -> {
            Task<Integer> one = opened.spawn(One.just(1));
            Task<Integer> two = opened.spawn(One.just(2));
            return one.zipWith(two, Integer::sum);
        })));
        assertComplete(demand(Scope.open(opened -> One.empty())));
    }

    @Test
    void theItemWaitsForTheLastTask() {
        Probe<Integer> probe = demand(spawning(One.just(1), until.notified()));
        assertWaiting(probe);
        assertEquals(1, scope.get().size());
        Probe<Void> ended = subscribe(scope.get().ended());
        assertWaiting(ended);
        until.notifyOne();
        scheduler.runAll();
        assertItem(1, probe);
        assertComplete(ended);
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void aTaskThatFailsTakesBodyAndTasksAlong() {
        List<String> cancelled = new ArrayList<>();
        Probe<Integer> probe = demand(spawning(
                One.<Integer>never().doOnCancel(() -> cancelled.add("body")),
                One.never().doOnCancel(() -> cancelled.add("task")),
                until.notified().then(One.error(boom))));
        assertWaiting(probe);
        until.notifyOne();
        scheduler.runAll();
        assertSame(boom, assertFailed(IllegalStateException.class, probe));
        assertEquals(List.of("body", "task"), cancelled);
        assertTrue(tasks.stream().allMatch(Task::isDone));
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void aBodyThatFailsThrowsOrGivesNullTakesTheTasksAlong() {
        assertSame(boom, assertFailed(
                IllegalStateException.class, demand(spawning(One.error(boom), One.never()))));
        assertSame(boom, assertFailed(IllegalStateException.class, demand(Scope.open(opened -> {
            tasks.add(opened.spawn(One.never()));
            throw boom;
        }))));
        String message = assertFailed(NullPointerException.class, demand(Scope.open(opened -> {
                    tasks.add(opened.spawn(One.never()));
                    return null;
                })))
                .getMessage();
        assertTrue(message.contains("body of a scope returned null"), message);
        assertEquals(3, tasks.size());
        assertTrue(tasks.stream().allMatch(Task::isDone));
    }

    @Test
    void theFirstFailureIsPassedOnWithLaterOnesSuppressed() {
        RuntimeException later = new RuntimeException("later");
        Probe<Integer> probe = demand(spawning(
                One.never(), until.notified().then(One.error(boom)), until.notified().then(One.error(later))));
        until.notifyWaiters();
        scheduler.runAll();
        assertSame(boom, assertFailed(RuntimeException.class, probe));
        assertArrayEquals(new Throwable[] {later}, boom.getSuppressed());
    }

    /** The inner scope's task has failed by the time when the inner scope learns of its abort. */
    @Test
    void theFailureOfAScopeWithinThatIsAbortedIsSuppressedToo() {
        RuntimeException later = new RuntimeException("within");
        Probe<Integer> probe = demand(spawning(
                One.never(),
                Scope.open(inner -> {
                    inner.spawn(One.blocking(() -> {
                        throw later;
                    }));
                    return One.never();
                }),
                One.blocking(() -> {
                    throw boom;
                })));
        scheduler.runJobs();
        scheduler.runAll();
        assertSame(boom, assertFailed(RuntimeException.class, probe));
        assertArrayEquals(new Throwable[] {later}, boom.getSuppressed());
    }

    @Test
    void whoCancelsTakesAllAlongAndTheScopeTellsWhenTheyHaveEnded() {
        List<String> cancelled = new ArrayList<>();
        Probe<Integer> probe = demand(spawning(
                One.<Integer>never().doOnCancel(() -> cancelled.add("body")),
                One.never().doOnCancel(() -> cancelled.add("task"))));
        Probe<Void> ended = subscribe(scope.get().ended());
        probe.cancel();
        scheduler.runAll();
        assertEquals(List.of("body", "task"), cancelled);
        assertWaiting(probe);
        assertComplete(ended);
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void anItemThatNobodyGetsIsClosed() {
        AtomicInteger closed = new AtomicInteger();
        AutoCloseable resource = closed::incrementAndGet;
        Probe<AutoCloseable> cancelled = demand(Scope.open(opened -> {
            opened.spawn(One.never());
            return One.just(resource);
        }));
        cancel(cancelled);
        assertEquals(1, closed.get());
        assertFailed(IllegalStateException.class, demand(Scope.open(opened -> {
            opened.spawn(until.notified().then(One.error(boom)));
            until.notifyOne();
            return One.just(resource);
        })));
        assertEquals(2, closed.get());
    }

    @Test
    void aTaskThatIsAbortedHasNotFailed() {
        Probe<Integer> probe = demand(spawning(One.just(1), One.never(), One.never()));
        tasks.get(0).abort();
        scheduler.runAll();
        assertWaiting(probe);
        scope.get().abortAll();
        scheduler.runAll();
        assertItem(1, probe);
        assertInstanceOf(TaskCancelledException.class, demand(tasks.get(1)).signals().get(0));
    }

    @Test
    void aTaskMaySpawnMoreAndTheScopeWaitsForThem() {
        Probe<Integer> probe = demand(Scope.open(opened -> {
            opened.spawn(One.fromCallable(() -> opened.spawn(until.notified())));
            return One.just(1);
        }));
        assertWaiting(probe);
        until.notifyOne();
        scheduler.runAll();
        assertItem(1, probe);
    }

    @Test
    void nothingCanBeSpawnedInAScopeThatHasEnded() {
        assertItem(1, demand(inScope(One.just(1))));
        assertRefused(ScopeEndedException.class, "the scope has ended", () -> scope.get().spawn(One.just(2)));
        assertThrows(NullPointerException.class, () -> scope.get().spawn(null));
        assertThrows(NullPointerException.class, () -> Scope.open(null));
    }

    @Test
    void whatIsSpawnedWhileAScopeIsEndingIsAbortedFromTheStart() {
        List<String> started = new ArrayList<>();
        Probe<Integer> probe = demand(spawning(
                One.<Integer>never().doOnCancel(() -> tasks.add(scope.get()
                        .spawn(One.just(1).doOnSubscribe(() -> started.add("late"))))),
                until.notified().then(One.error(boom))));
        until.notifyOne();
        scheduler.runAll();
        assertFailed(IllegalStateException.class, probe);
        assertEquals(2, tasks.size());
        assertInstanceOf(TaskCancelledException.class, demand(tasks.get(1)).signals().get(0));
        assertEquals(List.of(), started);
    }

    /**
     * The task that opened the inner scope is aborted, but the inner scope's task ends late. The outer scope waits for
     * it.
     */
    @Test
    void aScopeWithinCountsAsATask() {
        List<String> order = new ArrayList<>();
        AtomicReference<Scope> inner = new AtomicReference<>();
        Probe<Integer> probe = demand(Scope.open(outer -> {
            tasks.add(outer.spawn(Scope.open(opened -> {
                inner.set(opened);
                opened.spawn(One.never().doOnCancel(() -> order.add("inner task")));
                return One.never();
            })));
            return One.just(1).doOnComplete(() -> order.add("body"));
        }));
        assertWaiting(probe);
        tasks.get(0).abort();
        demand(probe, order);
        assertEquals(List.of("body", "inner task", "outer end"), order);
        assertItem(1, probe);
        assertEquals(0, inner.get().size());
    }

    /** Runs steps until the outer scope has ended, and records that. */
    private void demand(Probe<Integer> probe, List<String> order) {
        while (probe.signals().isEmpty() && scheduler.runOne()) {
            assertFalse(order.contains("outer end"));
        }
        order.add("outer end");
    }

    @Test
    void aScopeIsLazyAndEachSubscriptionHasItsOwn() {
        AtomicInteger opened = new AtomicInteger();
        One<Integer> one = Scope.open(own -> One.just(opened.incrementAndGet()));
        Probe<Integer> undemanded = subscribe(one);
        assertEquals(0, opened.get());
        cancel(undemanded);
        assertItem(1, demand(one));
        assertItem(2, demand(one));
    }

    @Test
    void aRuntimeThatClosesEndsTheScope() {
        Nagare nagare = Nagare.multiThread().workers(1).start();
        Task<Integer> task = nagare.spawn(spawning(One.never(), One.never()));
        nagare.blockOn(until.notified().takeUntil(One.fromCallable(() -> 1)), Storm.LIMIT);
        nagare.close();
        assertTrue(task.isDone());
        assertTrue(tasks.stream().allMatch(Task::isDone));
    }

    /** Random trees of scopes, failures and cancellations. When a scope has ended, none of its tasks runs. */
    @Test
    void noTaskOutlivesItsScope() throws Exception {
        try (Storm storm = new Storm();
                Nagare nagare = Nagare.multiThread().workers(2).onUnseenFailure((failure, where) -> {}).start()) {
            Storm.Part opening = random -> {
                for (int i = 0; i < 20; i++) {
                    runOne(nagare, random);
                }
            };
            storm.rage(1, random -> new Storm.Play(opening, () -> null));
        }
    }

    private void runOne(Nagare nagare, SplittableRandom random) {
        AtomicInteger running = new AtomicInteger();
        AtomicReference<Scope> top = new AtomicReference<>();
        Task<Integer> task = nagare.spawn(Scope.<Integer>open(opened -> {
                    top.set(opened);
                    return tree(opened, running, random.split(), 3);
                })
                .onErrorReturn(failure -> 0));
        if (random.nextBoolean()) {
            Storm.dawdle(random);
            task.abort();
        }
        task.onErrorReturn(failure -> 0).block(Storm.LIMIT);
        Scope scope = top.get();
        if (scope != null) {
            scope.ended().block(Storm.LIMIT);
        }
        assertEquals(0, running.get(), "tasks that run after their scope has ended");
    }

    private One<Integer> tree(Scope scope, AtomicInteger running, SplittableRandom random, int depth) {
        for (int i = random.nextInt(4); i > 0; i--) {
            SplittableRandom own = random.split();
            scope.spawn(counted(running, work(running, own, depth)));
        }
        return random.nextInt(8) == 0 ? One.error(boom) : One.just(depth);
    }

    private One<Integer> work(AtomicInteger running, SplittableRandom random, int depth) {
        return switch (random.nextInt(depth > 0 ? 5 : 3)) {
            case 0 -> One.just(1);
            case 1 -> One.fromCallable(() -> {
                Storm.dawdle(random);
                return 1;
            });
            case 2 -> random.nextBoolean() ? One.error(boom) : Many.range(0, 100).last();
            default -> Scope.open(inner -> tree(inner, running, random, depth - 1));
        };
    }

    private One<Integer> counted(AtomicInteger running, One<Integer> work) {
        return One.defer(() -> {
            running.incrementAndGet();
            return work.doOnComplete(running::decrementAndGet)
                    .doOnError(failure -> running.decrementAndGet())
                    .doOnCancel(running::decrementAndGet);
        });
    }
}
