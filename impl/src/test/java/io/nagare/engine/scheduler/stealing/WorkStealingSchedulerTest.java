package io.nagare.engine.scheduler.stealing;

import static io.nagare.engine.scheduler.TestSchedulers.await;
import static io.nagare.engine.scheduler.TestSchedulers.computeFor;
import static io.nagare.engine.scheduler.TestSchedulers.computeUntil;
import static io.nagare.engine.scheduler.TestSchedulers.waitUntil;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.RuntimeMetrics.WorkerMetrics;
import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.engine.scheduler.Race;
import io.nagare.engine.scheduler.TestSchedulers;
import io.nagare.engine.scheduler.TestStrand;
import io.nagare.engine.scheduler.TestTask;
import io.nagare.engine.scheduler.base.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WorkStealingSchedulerTest {

    @RegisterExtension
    final TestSchedulers schedulers = new TestSchedulers();

    @Test
    void aTaskRunsOnAWorker() {
        WorkStealingScheduler scheduler = schedulers.workStealing(2);
        AtomicReference<Thread> runner = new AtomicReference<>();
        AtomicReference<Scheduler> current = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(1);
        TestTask.of(scheduler, () -> {
                    runner.set(Thread.currentThread());
                    current.set(Scheduler.current());
                    done.countDown();
                })
                .wake();
        await(done);
        Thread worker = runner.get();
        assertTrue(scheduler.isWorkerThread(worker));
        assertFalse(scheduler.isWorkerThread(Thread.currentThread()));
        assertSame(scheduler, current.get());
        assertNull(Scheduler.current());
        assertTrue(worker.getName().startsWith("test-worker-"));
        assertTrue(worker.isDaemon());
        assertNotNull(worker.getContextClassLoader());
    }

    /** Tokio's loom_multi_thread.rs::pool_multi_spawn. */
    @Test
    void nestedSpawnsAllRun() {
        for (int ring : new int[] {4, 256}) {
            WorkStealingScheduler scheduler =
                    schedulers.workStealing(schedulers.settings(3).withRingCapacity(ring));
            CountDownLatch done = new CountDownLatch(1 + 20 + 20 * 20 + 20 * 20 * 20);
            spawnTree(scheduler, 3, done);
            await(done);
            assertEquals(0, overflows(scheduler));
        }
    }

    private static void spawnTree(Scheduler scheduler, int depth, CountDownLatch done) {
        TestTask.of(scheduler, () -> {
                    for (int i = 0; depth > 0 && i < 20; i++) {
                        spawnTree(scheduler, depth - 1, done);
                    }
                    done.countDown();
                })
                .wake();
    }

    private static long overflows(WorkStealingScheduler scheduler) {
        return scheduler.metrics().workers().stream()
                .mapToLong(WorkerMetrics::overflows)
                .sum();
    }

    @Test
    void manyThreadsSpawnManyTasks() throws Exception {
        WorkStealingScheduler scheduler =
                schedulers.workStealing(schedulers.settings(2).withRingCapacity(4));
        AtomicInteger runs = new AtomicInteger();
        Race.Actor spawner = round -> {
            for (int i = 0; i < 50; i++) {
                TestTask.of(scheduler, runs::incrementAndGet).wake();
            }
        };
        Race.run(
                200,
                round -> runs.set(0),
                round -> waitUntil(() -> runs.get() == 150),
                spawner,
                spawner,
                spawner);
    }

    /** In each round workers fall asleep while work arrives. A lost wake-up shows as a hang. */
    @Test
    void noWakeUpIsLost() throws Exception {
        WorkStealingScheduler scheduler = schedulers.workStealing(3);
        AtomicInteger runs = new AtomicInteger();
        Race.Actor waker = round -> {
            for (int i = 0; i < 3; i++) {
                int before = runs.get();
                TestTask.of(scheduler, () -> TestTask.of(scheduler, runs::incrementAndGet).wake())
                        .wake();
                computeUntil(() -> runs.get() > before);
            }
        };
        Race.run(
                3_000,
                round -> runs.set(0),
                round -> waitUntil(() -> runs.get() == 6),
                waker,
                waker);
    }

    /** Tokio's issue 4941. */
    @Test
    void theNextTaskIsNoHostageOfALongOne() {
        WorkStealingScheduler scheduler = schedulers.workStealing(2);
        AtomicReference<Thread> other = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(1);
        TestTask.of(scheduler, () -> {
                    TestTask.of(scheduler, () -> other.set(Thread.currentThread())).wake();
                    computeUntil(() -> other.get() != null);
                    assertNotSame(Thread.currentThread(), other.get());
                    done.countDown();
                })
                .wake();
        await(done);
    }

    @Test
    void tasksBehindALongOneAreStolen() {
        WorkStealingScheduler scheduler = schedulers.workStealing(2);
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        TestTask.of(scheduler, () -> {
                    for (int i = 0; i < 100; i++) {
                        TestTask.of(scheduler, runs::incrementAndGet).wake();
                    }
                    computeUntil(() -> runs.get() == 100);
                    done.countDown();
                })
                .wake();
        await(done);
        assertTrue(scheduler.metrics().workers().stream().anyMatch(worker -> worker.steals() > 0));
    }

    /** Tokio's rt_threaded.rs::lifo_slot_budget. */
    @Test
    void anEndlessChainThroughTheSlotLetsOthersRunAndTheSchedulerClose() {
        WorkStealingScheduler scheduler = schedulers.workStealing(1);
        AtomicBoolean stop = new AtomicBoolean();
        chain(scheduler, stop);
        CountDownLatch injected = new CountDownLatch(1);
        TestTask.of(scheduler, injected::countDown).wake();
        await(injected);
        CountDownLatch yielded = new CountDownLatch(1);
        new TestTask(scheduler) {
            private int runs;

            @Override
            protected void step() {
                if (++runs < 10) {
                    goBehind();
                } else {
                    yielded.countDown();
                }
            }
        }.wake();
        await(yielded);
        stop.set(true);
    }

    private static void chain(Scheduler scheduler, AtomicBoolean stop) {
        TestTask.of(scheduler, () -> {
                    if (!stop.get()) {
                        chain(scheduler, stop);
                    }
                })
                .wake();
    }

    @Test
    void aTaskGoesAheadOfTheQueueOnceInARound() {
        WorkStealingScheduler scheduler = schedulers.workStealing(1);
        List<String> order = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        TestTask.of(scheduler, () -> {
                    TestTask.of(scheduler, () -> order.add("old")).wake();
                    new TestTask(scheduler) {
                        private int runs;

                        @Override
                        protected void step() {
                            order.add("chain " + runs);
                            TestTask successor = this;
                            if (++runs < 6) {
                                TestTask.of(scheduler, successor::wake).wake();
                            } else {
                                done.countDown();
                            }
                        }
                    }.wake();
                })
                .wake();
        await(done);
        assertEquals(List.of("chain 0", "old", "chain 1", "chain 2", "chain 3", "chain 4", "chain 5"), order);
    }

    /** Tokio's rt_common.rs::ping_pong_saturation. */
    @Test
    void pairsThatWakeEachOtherForEverDoNotStarveOneThatYields() {
        WorkStealingScheduler scheduler = schedulers.workStealing(2);
        AtomicBoolean stop = new AtomicBoolean();
        for (int i = 0; i < 100; i++) {
            TestTask[] pair = new TestTask[2];
            pair[0] = TestTask.of(scheduler, () -> wakeUnless(stop, pair[1]));
            pair[1] = TestTask.of(scheduler, () -> wakeUnless(stop, pair[0]));
            pair[0].wake();
        }
        CountDownLatch done = new CountDownLatch(1);
        new TestTask(scheduler) {
            private int runs;

            @Override
            protected void step() {
                if (++runs < 6) {
                    goBehind();
                } else {
                    done.countDown();
                }
            }
        }.wake();
        await(done);
        stop.set(true);
    }

    private static void wakeUnless(AtomicBoolean stop, TestTask task) {
        if (!stop.get()) {
            task.wake();
        }
    }

    /** Tokio's rt_common.rs::yield_defers_until_park. */
    @Test
    void aTaskThatYieldsRunsAgainAfterTimersWereLookedAt() {
        WorkStealingScheduler scheduler = schedulers.workStealing(1);
        AtomicBoolean fired = new AtomicBoolean();
        AtomicInteger runsAfterDeadline = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        new TestTask(scheduler) {
            private Deadline deadline;

            @Override
            protected void step() {
                if (deadline == null) {
                    Leaf timer = TestStrand.leaf(scheduler, () -> fired.set(true));
                    deadline = scheduler.deadline(timer);
                    deadline.arm(scheduler.time().nanoTime() + 3_000_000);
                    computeFor(Duration.ofMillis(5));
                } else if (fired.get()) {
                    done.countDown();
                    return;
                } else {
                    runsAfterDeadline.incrementAndGet();
                }
                goBehind();
            }
        }.wake();
        await(done);
        assertTrue(runsAfterDeadline.get() <= 1, "runs after the deadline: " + runsAfterDeadline.get());
    }

    @Test
    void aThrowingTaskKillsNoWorker() {
        WorkStealingScheduler scheduler = schedulers.workStealing(1);
        RuntimeException thrown = new RuntimeException("expected");
        StackOverflowError error = new StackOverflowError("expected");
        throwing(scheduler, thrown);
        throwing(scheduler, error);
        CountDownLatch done = new CountDownLatch(1);
        TestTask.of(scheduler, done::countDown).wake();
        await(done);
        assertEquals(List.of(thrown, error), List.copyOf(schedulers.failures));
        schedulers.failures.clear();
    }

    private static void throwing(Scheduler scheduler, Throwable failure) {
        TestTask.of(scheduler, () -> TestTask.<RuntimeException>sneak(failure)).wake();
    }

    @Test
    void anInterruptIsNotHandedOnToTheNextTask() {
        WorkStealingScheduler scheduler = schedulers.workStealing(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(1);
        TestTask.of(scheduler, () -> {
                    TestTask.of(scheduler, () -> {
                                interrupted.set(Thread.currentThread().isInterrupted());
                                done.countDown();
                            })
                            .wake();
                    Thread.currentThread().interrupt();
                })
                .wake();
        await(done);
        assertFalse(interrupted.get());
    }

    @Test
    void injectedTasksAreNotStarvedByLocalOnes() {
        WorkStealingScheduler scheduler = schedulers.workStealing(1);
        AtomicBoolean stop = new AtomicBoolean();
        TestTask forever = new TestTask(scheduler) {
            @Override
            protected void step() {
                if (!stop.get()) {
                    goBehind();
                }
            }
        };
        forever.wake();
        for (int i = 0; i < 100; i++) {
            CountDownLatch done = new CountDownLatch(1);
            TestTask.of(scheduler, done::countDown).wake();
            await(done);
        }
        stop.set(true);
    }

    @Test
    void anIdleSchedulerDoesNothingAtAll() throws Exception {
        WorkStealingScheduler scheduler = schedulers.workStealing(2);
        CountDownLatch done = new CountDownLatch(10);
        for (int i = 0; i < 10; i++) {
            TestTask.of(scheduler, done::countDown).wake();
        }
        await(done);
        waitUntil(
                () -> threads("test-watchdog").stream().anyMatch(thread -> thread.getState() == Thread.State.WAITING));
        long before = parks(scheduler);
        Thread.sleep(200);
        assertEquals(before, parks(scheduler));
        assertTrue(threads("test-watchdog").stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
    }

    private static long parks(Scheduler scheduler) {
        return scheduler.metrics().workers().stream()
                .mapToLong(WorkerMetrics::parks)
                .sum();
    }

    static List<Thread> threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name) && thread.isAlive())
                .toList();
    }

    @Test
    void metricsCountWhatHappened() {
        WorkStealingScheduler scheduler = schedulers.workStealing(2);
        CountDownLatch done = new CountDownLatch(1000);
        TestTask live = TestTask.of(scheduler, () -> {});
        assertTrue(scheduler.register(live));
        for (int i = 0; i < 1000; i++) {
            TestTask.of(scheduler, done::countDown).wake();
        }
        await(done);
        assertEquals(2, scheduler.metrics().workers().size());
        assertEquals(1, scheduler.metrics().liveTasks());
        waitUntil(() -> runs(scheduler) == 1000);
        scheduler.unregister(live);
        assertEquals(0, scheduler.metrics().liveTasks());
        assertEquals(0, scheduler.metrics().injectionDepth());
    }

    private static long runs(Scheduler scheduler) {
        return scheduler.metrics().workers().stream()
                .mapToLong(WorkerMetrics::runs)
                .sum();
    }

    @Test
    void theScratchBufferIsTheWorkersOwnAndCleared() {
        WorkStealingScheduler scheduler = schedulers.workStealing(1);
        AtomicBoolean same = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(1);
        TestTask.of(scheduler, () -> {
                    var buffer = scheduler.scratch();
                    buffer.put((byte) 1).flip();
                    same.set(buffer == scheduler.scratch() && buffer.position() == 0 && buffer.remaining() == 65536);
                    done.countDown();
                })
                .wake();
        await(done);
        assertTrue(same.get());
        assertTrue(scheduler.scratch().isDirect());
    }
}
