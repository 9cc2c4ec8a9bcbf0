package io.nagare.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.failure.BlockedWorkerException;
import io.nagare.failure.BlockingCallException;
import io.nagare.failure.TaskCancelledException;
import io.nagare.failure.TimedOutException;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The runtime as users see it. Names in brackets are Tokio's tests of the same cases. */
class RuntimeTest {

    private final List<Throwable> unseen = new ArrayList<>();
    private final Nagare nagare = Nagare.multiThread()
            .workers(2)
            .name("test")
            .onUnseenFailure((failure, where) -> {
                synchronized (unseen) {
                    unseen.add(failure);
                }
            })
            .start();

    @AfterEach
    void close() {
        assertTrue(nagare.close(Duration.ofSeconds(10)));
        assertEquals(0, nagare.metrics().liveTasks());
    }

    /** An endless stream that always has its next item at hand. */
    private static One<Long> endless() {
        return Many.generate(() -> 0, (state, output) -> {
                    output.emit(state);
                    return state;
                })
                .count();
    }

    @Test
    void aDriverKnowsTheNameOfItsRuntime() {
        try (Nagare named = Nagare.currentThread().name("named").start()) {
            assertEquals("named", named.driver().name());
        }
        assertEquals("nagare", Nagare.current().driver().name());
    }

    @Test
    void aRuntimeIsTheDefaultUntilItIsClosed() {
        Nagare before = Nagare.current();
        Nagare inner = Nagare.multiThread().workers(1).name("inner").start();
        try (Nagare outer = Nagare.multiThread().workers(1).name("outer").start()) {
            Nagare.makeDefault(outer);
            assertEquals(outer, Nagare.current());
            Nagare.makeDefault(inner);
            assertEquals(inner, Nagare.current());
            assertEquals(nagare, nagare.blockOn(nagare.spawn(Nagare::current)), "a worker keeps its own");
            assertTrue(One.delay(Duration.ofMillis(1))
                    .then(One.fromCallable(() -> Thread.currentThread().getName()))
                    .block()
                    .startsWith("inner"));
            inner.close();
            assertEquals(outer, Nagare.current());
        } finally {
            inner.close();
        }
        assertEquals(before, Nagare.current());
    }

    @Test
    void theDefaultRuntimeNeedsThreads() {
        try (Nagare none = Nagare.currentThread().name("none").start()) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> Nagare.makeDefault(none));
            assertEquals(
                    "the default runtime needs threads of its own, but none runs on the thread that waits",
                    refused.getMessage());
        }
    }

    @Test
    void aRuntimeThatIsClosedLeavesNoThreadAndLittleDirectMemoryBehind() throws InterruptedException {
        long before = directMemory();
        for (int i = 0; i < 20; i++) {
            try (Nagare shortLived = Nagare.multiThread()
                    .workers(2)
                    .name("short-lived")
                    .onUnseenFailure((failure, where) -> {
                        synchronized (unseen) {
                            unseen.add(failure);
                        }
                    })
                    .start()) {
                shortLived.blockOn(shortLived.spawnBlocking(() -> 1));
                shortLived.blockOn(One.fromCallable(() -> shortLived.driver().scratch().capacity()));
            }
        }
        // A task that ended while its runtime was closed has not failed.
        assertEquals(List.of(), unseen);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("short-lived")) {
                // A thread reports its end as its last act, and may still be alive for a moment.
                thread.join(TimeUnit.SECONDS.toMillis(10));
                assertFalse(thread.isAlive(), thread.getName());
            }
        }
        System.gc();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (directMemory() > before + (1 << 20) && System.nanoTime() < deadline) {
            System.gc();
        }
        assertTrue(directMemory() <= before + (1 << 20), before + " bytes before, " + directMemory() + " after");
    }

    private static long directMemory() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    @Test
    void awaitReturnsTheItemOrNullOrThrowsTheFailure() {
        assertEquals(3, nagare.blockOn(One.just(3)));
        assertNull(nagare.blockOn(One.empty()));
        IllegalStateException failure = new IllegalStateException("boo");
        assertSame(failure, assertThrows(IllegalStateException.class, () -> nagare.blockOn(One.error(failure))));
        IOException checked = new IOException("disk");
        assertSame(
                checked,
                assertThrows(BlockingCallException.class, () -> nagare.blockOn(One.error(checked)))
                        .getCause());
    }

    @Test
    void awaitGivesUpAtItsLimitAndCancels() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        One<Void> never = One.<Void>never().doFirst(begun::countDown).doOnCancel(cancelled::countDown);
        // On a busy machine the limit may be over before the stream has begun.
        while (begun.getCount() > 0) {
            assertThrows(TimedOutException.class, () -> nagare.blockOn(never, Duration.ofMillis(20)));
        }
        assertTrue(cancelled.await(10, TimeUnit.SECONDS));
    }

    @Test
    void awaitAndCloseAreRefusedOnAWorkerWithAnErrorThatNamesTheFix() {
        Task<Integer> task = nagare.spawn(() -> One.just(1).block());
        BlockedWorkerException refused = assertThrows(BlockedWorkerException.class, task::join);
        assertTrue(refused.getMessage().contains("flatMap"), refused.getMessage());
        Task<Boolean> closing = nagare.spawn(() -> nagare.close(Duration.ZERO));
        assertThrows(BlockedWorkerException.class, closing::join);
    }

    @Test
    void currentIsTheRuntimeWhoseWorkerAsks() {
        assertEquals(nagare, nagare.spawn(Nagare::current).join());
    }

    /** [pool_multi_spawn] */
    @Test
    void nestedSpawnsAllRunExactlyOnce() {
        AtomicInteger runs = new AtomicInteger();
        assertEquals(1 + 10 + 100 + 1000, nagare.blockOn(tree(3, runs)));
        assertEquals(1111, runs.get());
    }

    private One<Integer> tree(int depth, AtomicInteger runs) {
        return One.defer(() -> {
            runs.incrementAndGet();
            if (depth == 0) {
                return One.just(1);
            }
            return Many.range(0, 10)
                    .flatMap(child -> Nagare.current().spawn(tree(depth - 1, runs)))
                    .reduce(1, Integer::sum);
        });
    }

    /** [pool_multi_notify] */
    @Test
    void tasksThatAreWokenTwiceWhileTheyRunBothComplete() {
        for (int round = 0; round < 500; round++) {
            One<Integer> first = Many.merge(
                            One.just(1).runOn(nagare), One.just(2).runOn(nagare))
                    .reduce(0, Integer::sum);
            One<Integer> second = Many.merge(
                            One.just(3).runOn(nagare), One.just(4).runOn(nagare))
                    .reduce(0, Integer::sum);
            Task<Integer> a = nagare.spawn(first);
            Task<Integer> b = nagare.spawn(second);
            assertEquals(3, a.block(Duration.ofSeconds(20)));
            assertEquals(7, b.block(Duration.ofSeconds(20)));
        }
    }

    /** [complete_block_on_under_load] */
    @Test
    void awaitCompletesThoughTheOnlyWorkerHasATaskThatIsAlwaysReady() {
        try (Nagare single = Nagare.multiThread().workers(1).start()) {
            Task<Long> busy = single.spawn(endless());
            assertEquals(5, single.blockOn(single.spawn(() -> 5), Duration.ofSeconds(20)));
            busy.abort();
        }
    }

    /** [timeout_is_not_exhausted_by_future] */
    @Test
    void aTimerFiresThoughItsStrandAlwaysHasWork() {
        try (Nagare single = Nagare.multiThread().workers(1).start()) {
            One<Long> bounded = Many.generate(() -> 0, (state, output) -> {
                        output.emit(state);
                        return state;
                    })
                    .takeUntil(One.delay(Duration.ofMillis(30)))
                    .count();
            assertTrue(single.blockOn(single.spawn(bounded), Duration.ofSeconds(20)) > 0);
        }
    }

    /** [racy_shutdown, shutdown_concurrent_spawn] */
    @Test
    void everyTaskEndsExactlyOnceWhenTheRuntimeIsClosedWhileOthersSpawn() throws Exception {
        for (int round = 0; round < 5; round++) {
            Nagare closing = Nagare.multiThread().workers(2).onUnseenFailure((f, w) -> {}).start();
            AtomicInteger started = new AtomicInteger();
            AtomicInteger ended = new AtomicInteger();
            List<Task<Void>> tasks = new ArrayList<>();
            CountDownLatch some = new CountDownLatch(1000);
            Thread spawner = new Thread(() -> {
                for (int i = 0; i < 5000; i++) {
                    tasks.add(closing.spawn(One.<Void>never()
                            .doOnSubscribe(started::incrementAndGet)
                            .doFinally(end -> ended.incrementAndGet())));
                    some.countDown();
                }
            });
            spawner.start();
            some.await();
            assertTrue(closing.close(Duration.ofSeconds(20)));
            spawner.join();
            for (Task<Void> task : tasks) {
                assertTrue(task.isDone());
            }
            assertEquals(started.get(), ended.get());
            Task<Void> late = closing.spawn(One.<Void>never());
            assertTrue(late.isDone());
            assertThrows(TaskCancelledException.class, late::join);
        }
    }

    /** [shutdown_with_notification, spawn_blocking_racing_shutdown_resolves] */
    @Test
    void aBlockingTaskThatRacesWithClosingAlwaysResolves() throws Exception {
        for (int round = 0; round < 50; round++) {
            Nagare closing = Nagare.multiThread().workers(1).onUnseenFailure((f, w) -> {}).start();
            AtomicReference<Task<Integer>> task = new AtomicReference<>();
            Thread spawner = new Thread(() -> task.set(closing.spawnBlocking(() -> 1)));
            spawner.start();
            assertTrue(closing.close(Duration.ofSeconds(20)));
            spawner.join();
            try {
                assertEquals(1, task.get().block(Duration.ofSeconds(20)));
            } catch (TaskCancelledException cancelled) {
                assertTrue(task.get().isDone());
            }
        }
    }

    /** [test_combinations] */
    @Test
    void aTaskEndsAsItShouldWhereverItIsSpawnedFromAndHoweverItEnds() throws Exception {
        for (boolean local : new boolean[] {false, true}) {
            for (int way = 0; way < 4; way++) {
                AtomicInteger released = new AtomicInteger();
                CountDownLatch releasing = new CountDownLatch(1);
                One<Integer> work = work(way).doFinally(end -> {
                    released.incrementAndGet();
                    releasing.countDown();
                });
                Task<Integer> task = local ? nagare.spawn(() -> nagare.spawn(work)).join() : nagare.spawn(work);
                if (way == 3) {
                    task.abort();
                }
                String outcome = outcome(task);
                assertEquals(List.of("7", "null", "IllegalStateException", "TaskCancelledException").get(way), outcome);
                // A task that is aborted before it runs never starts, and has nothing to release.
                assertTrue(way == 3 || releasing.await(20, TimeUnit.SECONDS));
                assertTrue(released.get() <= 1);
            }
        }
    }

    private static One<Integer> work(int way) {
        return switch (way) {
            case 0 -> One.delay(Duration.ofMillis(1)).then(One.just(7));
            case 1 -> One.empty();
            case 2 -> One.fromCallable(() -> {
                throw new IllegalStateException("on purpose");
            });
            default -> One.never();
        };
    }

    private static String outcome(Task<?> task) {
        try {
            return String.valueOf(task.block(Duration.ofSeconds(20)));
        } catch (RuntimeException failure) {
            return failure.getClass().getSimpleName();
        }
    }

    /** [abort_all_during_completion] */
    @Test
    void abortThatRacesWithCompletionGivesExactlyOneResult() {
        int completed = 0;
        int aborted = 0;
        for (int round = 0; round < 20_000 && (completed == 0 || aborted == 0 || round < 500); round++) {
            Task<Integer> task = nagare.spawn(() -> 1);
            for (int spin = 0; spin < round % 50 * 20; spin++) {
                Thread.onSpinWait();
            }
            task.abort();
            if (outcome(task).equals("1")) {
                completed++;
            } else {
                aborted++;
            }
        }
        assertTrue(completed > 0 && aborted > 0, completed + " completed, " + aborted + " aborted");
    }

    /** [wake_while_rt_is_dropping] */
    @Test
    void tasksThatWakeOneAnotherWhileTheRuntimeClosesAreHarmless() {
        Nagare closing = Nagare.multiThread().workers(2).onUnseenFailure((f, w) -> {}).start();
        AtomicReference<Task<Void>> second = new AtomicReference<>();
        Task<Void> first = closing.spawn(One.<Void>never().doFinally(end -> second.get().abort()));
        second.set(closing.spawn(One.<Void>never().doFinally(end -> first.abort())));
        assertTrue(closing.close(Duration.ofSeconds(20)));
        assertTrue(first.isDone() && second.get().isDone());
    }

    @Test
    void aFailureThatNobodyCanSeeGoesToTheHandlerAndNoWorkerDies() {
        for (int i = 0; i < 100; i++) {
            nagare.spawn(() -> {
                throw new AssertionError("lost");
            });
        }
        Task<Integer> after = nagare.spawn(() -> 1);
        assertEquals(1, after.block(Duration.ofSeconds(20)));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (unseenSoFar() < 100 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        synchronized (unseen) {
            assertEquals(100, unseen.size());
            assertInstanceOf(AssertionError.class, unseen.get(0));
        }
    }

    private int unseenSoFar() {
        synchronized (unseen) {
            return unseen.size();
        }
    }

    @Test
    void aCurrentThreadRuntimeRunsItsStrandsInsideAwait() {
        try (Nagare local = Nagare.currentThread().start()) {
            Thread caller = Thread.currentThread();
            Task<Boolean> spawned = local.spawn(() -> Thread.currentThread() == caller);
            assertFalse(spawned.isDone());
            assertEquals(true, local.blockOn(spawned));
            assertEquals(3L, local.blockOn(Many.interval(Duration.ofMillis(1)).take(3).count()));
        }
    }

    @Test
    void toIterableHandsItemsToABlockingThread() {
        List<Integer> items = new ArrayList<>();
        for (Integer item : Many.range(1, 1000).runOn(nagare).toIterable(16)) {
            items.add(item);
        }
        assertEquals(1000, items.size());
        assertEquals(1000, items.get(999));
    }

    @Test
    void mapParallelUsesSeveralWorkers() {
        CountDownLatch both = new CountDownLatch(2);
        List<Boolean> met = nagare.blockOn(nagare.spawn(Many.range(0, 2)
                .mapParallel(2, n -> {
                    both.countDown();
                    try {
                        return both.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .collectList()));
        assertEquals(List.of(true, true), met);
    }

    @Test
    void badSettingsAreRefusedAtTheCall() {
        assertThrows(IllegalArgumentException.class, () -> Nagare.multiThread().workers(0));
        assertThrows(IllegalArgumentException.class, () -> Nagare.multiThread().workers(1025));
        assertThrows(IllegalStateException.class, () -> Nagare.currentThread().workers(2));
        assertThrows(IllegalArgumentException.class, () -> Nagare.multiThread().maxBlockingThreads(0));
        assertThrows(IllegalArgumentException.class, () -> Nagare.multiThread().blockingQueue(0));
        assertThrows(IllegalArgumentException.class, () -> nagare.close(Duration.ofMillis(-1)));
        assertThrows(NullPointerException.class, () -> nagare.spawn((One<Object>) null));
        assertThrows(NullPointerException.class, () -> nagare.blockOn(null));
    }
}
