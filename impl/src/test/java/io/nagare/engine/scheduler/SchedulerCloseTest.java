package io.nagare.engine.scheduler;

import static io.nagare.engine.scheduler.TestSchedulers.await;
import static io.nagare.engine.scheduler.TestSchedulers.computeUntil;
import static io.nagare.engine.scheduler.TestSchedulers.waitUntil;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.driver.Deadline;
import io.nagare.engine.scheduler.base.Schedulable;
import io.nagare.engine.scheduler.base.Scheduler;
import io.nagare.engine.scheduler.stealing.WorkStealingScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SchedulerCloseTest {

    private static final Duration LONG = Duration.ofSeconds(10_000);

    @RegisterExtension
    final TestSchedulers schedulers = new TestSchedulers();

    @Test
    void whatIsLiveIsShutDownAndEnds() {
        WorkStealingScheduler scheduler = schedulers.workStealing(2);
        List<TestTask> tasks = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            TestTask task = TestTask.of(scheduler, () -> {});
            assertTrue(scheduler.register(task));
            tasks.add(task);
        }
        assertTrue(scheduler.close(LONG));
        assertTrue(scheduler.isClosed());
        assertTrue(tasks.stream().allMatch(TestTask::isShutDown));
        assertEquals(0, scheduler.metrics().liveTasks());
        assertFalse(scheduler.register(TestTask.of(scheduler, () -> {})));
    }

    /** Tokio's {@code spawn_mandatory_blocking}. */
    @Test
    void aMandatoryJobIsRunThoughItHasNotStartedAndAnotherIsNot() {
        WorkStealingScheduler scheduler = schedulers.workStealing(1);
        schedulers.forget(scheduler);
        CountDownLatch busy = new CountDownLatch(8);
        CountDownLatch enough = new CountDownLatch(1);
        for (int i = 0; i < 8; i++) {
            scheduler.blocking(() -> {
                busy.countDown();
                await(enough);
            });
        }
        await(busy);
        List<String> ran = new CopyOnWriteArrayList<>();
        scheduler.blocking(() -> ran.add("another"));
        scheduler.mandatoryBlocking(() -> ran.add("mandatory"));
        assertFalse(scheduler.close(Duration.ofMillis(1)));
        // On a busy machine, {@code close} may return before the jobs have run.
        waitUntil(() -> !ran.isEmpty());
        scheduler.mandatoryBlocking(() -> ran.add("late"));
        scheduler.blocking(() -> ran.add("later"));
        assertEquals(List.of("mandatory", "late"), ran);
        enough.countDown();
    }

    /** Tokio's rt_common.rs::shutdown_concurrent_spawn. */
    @Test
    void tasksThatAreWokenMeanwhileDoNotKeepItFromClosing() throws Exception {
        for (int round = 0; round < 5; round++) {
            WorkStealingScheduler scheduler = schedulers.workStealing(2);
            List<TestTask> tasks = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                TestTask task = TestTask.of(scheduler, () -> {});
                scheduler.register(task);
                tasks.add(task);
            }
            AtomicBoolean begun = new AtomicBoolean();
            Thread waker = new Thread(() -> {
                for (TestTask task : tasks) {
                    task.wake();
                    begun.set(true);
                    TestTask spawned = TestTask.of(scheduler, () -> {});
                    if (scheduler.register(spawned)) {
                        spawned.wake();
                    }
                }
            });
            waker.start();
            computeUntil(begun::get);
            assertTrue(scheduler.close(LONG));
            waker.join();
            assertTrue(tasks.stream().allMatch(TestTask::isShutDown));
        }
    }

    /** Tokio's rt_common.rs::shutdown_wakeup_time. */
    @Test
    void aTimerThatIsFarAwayDoesNotDelayIt() {
        WorkStealingScheduler scheduler = schedulers.workStealing(2);
        CountDownLatch fired = new CountDownLatch(1);
        Deadline soon = scheduler.deadline(TestStrand.leaf(scheduler, fired::countDown));
        Deadline far = scheduler.deadline(TestStrand.leaf(scheduler, () -> {}));
        far.arm(scheduler.time().nanoTime() + LONG.toNanos());
        soon.arm(scheduler.time().nanoTime() + 1_000_000);
        await(fired);
        long start = System.nanoTime();
        assertTrue(scheduler.close(LONG));
        assertTrue(System.nanoTime() - start < 2_000_000_000L, "closing took long");
    }

    @Test
    void whatIsScheduledAfterwardsIsRunByTheCallingThreadWithoutRecursion() {
        WorkStealingScheduler scheduler = schedulers.workStealing(2);
        assertTrue(scheduler.close(LONG));
        AtomicReference<Thread> runner = new AtomicReference<>();
        AtomicInteger left = new AtomicInteger(100_000);
        spawnChain(scheduler, left, runner);
        assertEquals(0, left.get());
        assertSame(Thread.currentThread(), runner.get());
    }

    private static void spawnChain(Scheduler scheduler, AtomicInteger left, AtomicReference<Thread> runner) {
        TestTask.of(scheduler, () -> {
                    runner.set(Thread.currentThread());
                    if (left.decrementAndGet() > 0) {
                        spawnChain(scheduler, left, runner);
                    }
                })
                .wake();
    }

    @Test
    void eachTaskThatIsScheduledWhileItClosesIsRun() throws Exception {
        AtomicInteger scheduled = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        AtomicReference<WorkStealingScheduler> scheduler = new AtomicReference<>();
        Race.Actor spawner = round -> {
            for (int i = 0; i < 200; i++) {
                scheduled.incrementAndGet();
                TestTask.of(scheduler.get(), () -> TestTask.of(scheduler.get(), runs::incrementAndGet)
                                .wake())
                        .wake();
            }
        };
        Race.run(
                100,
                round -> {
                    scheduled.set(0);
                    runs.set(0);
                    scheduler.set(schedulers.workStealing(schedulers.settings(2).withRingCapacity(4)));
                },
                round -> waitUntil(() -> runs.get() == scheduled.get()),
                spawner,
                spawner,
                round -> assertTrue(scheduler.get().close(LONG)));
    }

    @Test
    void aWorkerThatIsStuckIsLeftBehindAndFreesWhatItHolds() {
        WorkStealingScheduler scheduler = schedulers.workStealing(2);
        AtomicBoolean release = new AtomicBoolean();
        AtomicInteger others = new AtomicInteger();
        CountDownLatch stuck = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            TestTask task = TestTask.of(scheduler, () -> {
                for (int j = 0; j < 10; j++) {
                    TestTask.of(scheduler, others::incrementAndGet).wake();
                }
                stuck.countDown();
                computeUntil(release::get);
            });
            scheduler.register(task);
            task.wake();
        }
        await(stuck);
        long start = System.nanoTime();
        assertFalse(scheduler.close(Duration.ofMillis(50)));
        assertTrue(System.nanoTime() - start < 2_000_000_000L, "closing took long");
        waitUntil(() -> others.get() == 20);
        release.set(true);
        schedulers.forget(scheduler);
    }

    @Test
    void closingAgainWaitsForTheFirstOne() throws Exception {
        WorkStealingScheduler scheduler = schedulers.workStealing(2);
        AtomicBoolean release = new AtomicBoolean();
        CountDownLatch running = new CountDownLatch(1);
        TestTask.of(scheduler, () -> {
                    running.countDown();
                    computeUntil(release::get);
                })
                .wake();
        await(running);
        AtomicBoolean first = new AtomicBoolean();
        Thread closer = new Thread(() -> first.set(scheduler.close(LONG)));
        closer.start();
        waitUntil(scheduler::isClosed);
        assertFalse(scheduler.close(Duration.ofMillis(10)));
        release.set(true);
        assertTrue(scheduler.close(LONG));
        closer.join();
        assertTrue(first.get());
    }

    @Test
    void closingAgainWaitsForWhatTheFirstOneLeftBehind() throws Exception {
        WorkStealingScheduler scheduler = schedulers.workStealing(1);
        CountDownLatch running = new CountDownLatch(2);
        CountDownLatch jobMayEnd = new CountDownLatch(1);
        AtomicBoolean taskMayEnd = new AtomicBoolean();
        scheduler.blocking(() -> {
            running.countDown();
            await(jobMayEnd);
        });
        TestTask.of(scheduler, () -> {
                    running.countDown();
                    computeUntil(taskMayEnd::get);
                })
                .wake();
        await(running);
        assertFalse(scheduler.close(Duration.ZERO));
        taskMayEnd.set(true);
        assertFalse(scheduler.close(Duration.ofMillis(1)));
        jobMayEnd.countDown();
        assertTrue(scheduler.close(LONG));
    }

    @Test
    void aTaskMayCloseItsOwnScheduler() {
        WorkStealingScheduler scheduler = schedulers.workStealing(1);
        AtomicBoolean answer = new AtomicBoolean(true);
        CountDownLatch done = new CountDownLatch(1);
        TestTask.of(scheduler, () -> {
                    answer.set(scheduler.close(LONG));
                    done.countDown();
                })
                .wake();
        await(done);
        assertFalse(answer.get(), "it had not ended when the task went on");
        assertTrue(scheduler.close(LONG));
    }

    @Test
    void noThreadIsLeft() {
        WorkStealingScheduler scheduler = schedulers.workStealing(schedulers.settings(3).withName("leaving"));
        assertTrue(scheduler.close(LONG));
        waitUntil(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("leaving")));
    }

    @Test
    void aShutDownThatThrowsIsReportedAndTheOthersGoOn() {
        WorkStealingScheduler scheduler = schedulers.workStealing(1);
        RuntimeException expected = new RuntimeException("expected");
        Schedulable bad = new Schedulable() {
            @Override
            public void run() {}

            @Override
            public void shutDown() {
                scheduler.unregister(this);
                throw expected;
            }
        };
        TestTask good = TestTask.of(scheduler, () -> {});
        scheduler.register(bad);
        scheduler.register(good);
        assertTrue(scheduler.close(LONG));
        assertTrue(good.isShutDown());
        assertEquals(List.of(expected), List.copyOf(schedulers.failures));
        schedulers.failures.clear();
    }
}
