package io.nagare.engine.scheduler;

import static io.nagare.engine.scheduler.TestSchedulers.computeUntil;
import static io.nagare.engine.scheduler.TestSchedulers.waitUntil;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.driver.Deadline;
import io.nagare.engine.scheduler.base.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CurrentThreadSchedulerTest {

    private static final Duration LONG = Duration.ofSeconds(10_000);

    @RegisterExtension
    final TestSchedulers schedulers = new TestSchedulers();

    private final AtomicBoolean done = new AtomicBoolean();

    @Test
    void nothingRunsUntilAThreadIsInside() throws Exception {
        CurrentThreadScheduler scheduler = schedulers.currentThread();
        AtomicReference<Thread> runner = new AtomicReference<>();
        AtomicReference<Scheduler> current = new AtomicReference<>();
        TestTask.of(scheduler, () -> {
                    runner.set(Thread.currentThread());
                    current.set(Scheduler.current());
                })
                .wake();
        assertEquals(1, scheduler.metrics().injectionDepth());
        assertTrue(scheduler.runUntil(() -> runner.get() != null));
        assertSame(Thread.currentThread(), runner.get());
        assertSame(scheduler, current.get());
        assertNull(Scheduler.current());
    }

    @Test
    void tasksRunInTheOrderInWhichTheyBecameReady() throws Exception {
        CurrentThreadScheduler scheduler = schedulers.currentThread();
        List<Integer> order = new ArrayList<>();
        TestTask.of(scheduler, () -> {
                    for (int i = 0; i < 200; i++) {
                        int number = i;
                        TestTask.of(scheduler, () -> order.add(number)).wake();
                    }
                })
                .wake();
        scheduler.runUntil(() -> order.size() == 200);
        for (int i = 0; i < 200; i++) {
            assertEquals(i, order.get(i));
        }
    }

    @Test
    void aTaskFromAnotherThreadWakesTheOneInside() throws Exception {
        CurrentThreadScheduler scheduler = schedulers.currentThread();
        AtomicInteger runs = new AtomicInteger();
        Thread other = new Thread(() -> {
            for (int i = 1; i <= 1000; i++) {
                TestTask.of(scheduler, runs::incrementAndGet).wake();
                int expected = i;
                computeUntil(() -> runs.get() == expected);
            }
        });
        other.start();
        scheduler.runUntil(() -> runs.get() == 1000);
        other.join();
    }

    @Test
    void timersFire() throws Exception {
        CurrentThreadScheduler scheduler = schedulers.currentThread();
        AtomicBoolean fired = new AtomicBoolean();
        Deadline deadline = scheduler.deadline(TestStrand.leaf(scheduler, () -> fired.set(true)));
        deadline.arm(scheduler.time().nanoTime() + 2_000_000);
        assertTrue(scheduler.runUntil(fired::get));
    }

    @Test
    void aTaskThatYieldsForEverLetsTimersFireAndInjectedTasksRun() throws Exception {
        CurrentThreadScheduler scheduler = schedulers.currentThread();
        AtomicInteger left = new AtomicInteger(2);
        Deadline deadline = scheduler.deadline(TestStrand.leaf(scheduler, left::decrementAndGet));
        deadline.arm(scheduler.time().nanoTime() + 2_000_000);
        new TestTask(scheduler) {
            @Override
            protected void step() {
                if (left.get() > 0) {
                    goBehind();
                }
            }
        }.wake();
        Thread other = new Thread(() -> TestTask.of(scheduler, left::decrementAndGet).wake());
        other.start();
        scheduler.runUntil(() -> left.get() == 0);
        other.join();
    }

    @Test
    void aTaskMayNotGoInside() throws Exception {
        CurrentThreadScheduler scheduler = schedulers.currentThread();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        TestTask.of(scheduler, () -> thrown.set(
                        assertThrows(IllegalStateException.class, () -> scheduler.runUntil(() -> false, 1))))
                .wake();
        scheduler.runUntil(() -> thrown.get() != null);
    }

    @Test
    void aSecondThreadWaitsAndThenTakesOver() throws Exception {
        CurrentThreadScheduler scheduler = schedulers.currentThread();
        AtomicBoolean firstDone = new AtomicBoolean();
        AtomicBoolean secondDone = new AtomicBoolean();
        Thread second = new Thread(() -> {
            try {
                scheduler.runUntil(secondDone::get);
            } catch (InterruptedException interrupt) {
                throw new AssertionError(interrupt);
            }
        });
        TestTask.of(scheduler, () -> {
                    second.start();
                    computeUntil(() -> second.getState() == Thread.State.TIMED_WAITING);
                    firstDone.set(true);
                })
                .wake();
        scheduler.runUntil(firstDone::get);
        TestTask.of(scheduler, () -> secondDone.set(true)).wake();
        second.join();
    }

    @Test
    void aSecondThreadSeesThatTheFirstHasRunWhatItWaitsFor() throws Exception {
        CurrentThreadScheduler scheduler = schedulers.currentThread();
        AtomicBoolean secondDone = new AtomicBoolean();
        Thread second = new Thread(() -> {
            try {
                scheduler.runUntil(secondDone::get);
            } catch (InterruptedException interrupt) {
                throw new AssertionError(interrupt);
            }
            done.set(true);
            scheduler.wakeUp();
        });
        TestTask.of(scheduler, () -> {
                    second.start();
                    computeUntil(() -> second.getState() == Thread.State.TIMED_WAITING);
                    secondDone.set(true);
                })
                .wake();
        assertTrue(scheduler.runUntil(done::get));
        second.join();
    }

    @Test
    void aWaitWithALimitEnds() throws Exception {
        CurrentThreadScheduler scheduler = schedulers.currentThread();
        assertFalse(scheduler.runUntil(() -> false, 1_000_000));
        assertTrue(scheduler.runUntil(() -> true, 0));
    }

    @Test
    void aConditionThatAnotherThreadMakesTrueIsSeenAfterWakeUp() throws Exception {
        CurrentThreadScheduler scheduler = schedulers.currentThread();
        Thread inside = new Thread(() -> {
            try {
                scheduler.runUntil(done::get);
            } catch (InterruptedException interrupt) {
                throw new AssertionError(interrupt);
            }
        });
        inside.start();
        done.set(true);
        scheduler.wakeUp();
        inside.join();
    }

    @Test
    void anInterruptEndsTheWait() {
        CurrentThreadScheduler scheduler = schedulers.currentThread();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> scheduler.runUntil(() -> false));
        assertFalse(Thread.interrupted());
    }

    @Test
    void closingRunsWhatIsLiveToItsEnd() {
        CurrentThreadScheduler scheduler = schedulers.currentThread();
        List<TestTask> tasks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            TestTask task = TestTask.of(scheduler, () -> {});
            scheduler.register(task);
            tasks.add(task);
        }
        assertTrue(scheduler.close(LONG));
        assertTrue(tasks.stream().allMatch(TestTask::isShutDown));
        AtomicBoolean ran = new AtomicBoolean();
        TestTask.of(scheduler, () -> ran.set(true)).wake();
        assertTrue(ran.get());
    }

    @Test
    void closingLetsTheThreadInsideFinish() throws Exception {
        CurrentThreadScheduler scheduler = schedulers.currentThread();
        AtomicBoolean answer = new AtomicBoolean(true);
        Thread inside = new Thread(() -> {
            try {
                answer.set(scheduler.runUntil(() -> false));
            } catch (InterruptedException interrupt) {
                throw new AssertionError(interrupt);
            }
        });
        inside.start();
        TestTask task = TestTask.of(scheduler, () -> {});
        scheduler.register(task);
        waitUntil(() -> scheduler.isWorkerThread(inside));
        assertTrue(scheduler.close(LONG));
        inside.join();
        assertFalse(answer.get());
        assertTrue(task.isShutDown());
    }

    @Test
    void closingGivesUpOnAThreadThatIsStuckInside() throws Exception {
        CurrentThreadScheduler scheduler = schedulers.currentThread();
        AtomicBoolean running = new AtomicBoolean();
        TestTask task = TestTask.of(scheduler, () -> {
            running.set(true);
            computeUntil(done::get);
        });
        scheduler.register(task);
        task.wake();
        Thread inside = new Thread(() -> {
            try {
                scheduler.runUntil(() -> false);
            } catch (InterruptedException interrupt) {
                throw new AssertionError(interrupt);
            }
        });
        inside.start();
        waitUntil(running::get);
        assertFalse(scheduler.close(Duration.ofMillis(50)));
        schedulers.forget(scheduler);
        done.set(true);
        inside.join();
    }

    @Test
    void aTaskMayCloseItsOwnScheduler() throws Exception {
        CurrentThreadScheduler scheduler = schedulers.currentThread();
        TestTask.of(scheduler, () -> assertFalse(scheduler.close(LONG))).wake();
        assertFalse(scheduler.runUntil(() -> false));
        assertTrue(scheduler.close(LONG));
    }
}
