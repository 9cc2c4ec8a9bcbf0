package io.nagare.engine.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.driver.BlockingJob;
import io.nagare.driver.Deadline;
import io.nagare.engine.scheduler.base.Scheduler;
import io.nagare.engine.scheduler.step.StepScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StepSchedulerTest {

    private static final int MANY = 500_000;

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Object> trace = new ArrayList<>();

    @AfterEach
    void leave() {
        Schedulers.enter(null);
    }

    private Deadline armed(Object name, long nanos) {
        Deadline deadline =
                scheduler.deadline(TestStrand.leaf(scheduler, () -> trace.add(name + " at " + scheduler.nanoTime())));
        deadline.arm(nanos);
        return deadline;
    }

    @Test
    void deadlinesOfTheSameTimeAreReachedInTheOrderInWhichTheyWereArmed() {
        for (int i = 0; i < 20; i++) {
            armed(i, 5);
        }
        scheduler.advance(Duration.ofNanos(5));
        for (int i = 0; i < 20; i++) {
            assertEquals(i + " at 5", trace.get(i));
        }
    }

    @Test
    void aDeadlineThatIsArmedAnewOrDisarmedIsNotReachedAtItsOldTime() {
        Deadline later = armed("later", 1);
        later.arm(9);
        armed("never", 2).disarm();
        scheduler.advance(Duration.ofNanos(8));
        assertEquals(List.of(), trace);
        assertFalse(later.reached());
        scheduler.advance(Duration.ofNanos(1));
        assertEquals(List.of("later at 9"), trace);
        assertTrue(later.reached());
    }

    @Test
    void timeMovesByItselfWhenNothingElseIsLeftToDo() throws Exception {
        armed("first", 100);
        armed("second", 200);
        scheduler.blocking(() -> trace.add("job"));
        assertTrue(scheduler.runUntil(() -> trace.size() == 2));
        assertEquals(List.of("job", "first at 100"), trace);
        assertFalse(scheduler.runUntil(() -> false, 50));
        assertEquals(150, scheduler.nanoTime());
    }

    @Test
    void aThreadThatWaitsIsGivenWhatAnotherOneBrings() throws Exception {
        AtomicBoolean brought = new AtomicBoolean();
        CountDownLatch begin = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            TestSchedulers.await(begin);
            TestStrand.leaf(scheduler, () -> brought.set(true)).wake();
        });
        other.start();
        assertTrue(scheduler.runUntil(() -> {
            begin.countDown();
            return brought.get();
        }));
        other.join();
    }

    @Test
    void waitingForWhatNeverComesFailsAndSaysSo() {
        IllegalStateException stuck = assertThrows(
                IllegalStateException.class,
                () -> scheduler.runUntil(() -> false, Long.MAX_VALUE, Duration.ofMillis(10)));
        assertTrue(stuck.getMessage().contains("this would wait for ever"), stuck::getMessage);
    }

    @Test
    void theOrderIsWhatTheNumbersMakeOfIt() {
        scheduler.order(ready -> ready - 1);
        for (int i = 0; i < 3; i++) {
            int number = i;
            TestStrand.leaf(scheduler, () -> trace.add(number)).wake();
        }
        scheduler.runAll();
        assertEquals(List.of(2, 1, 0), trace);
    }

    @Test
    void whatComesAfterClosingIsRunAtOnce() {
        Deadline waits = armed("reached", 1_000);
        assertTrue(scheduler.close(Duration.ZERO));
        assertTrue(waits.reached());
        assertEquals(List.of("reached at 0"), trace);
        armed("late", 2_000);
        TestStrand.leaf(scheduler, () -> trace.add("woken")).wake();
        assertEquals(List.of("reached at 0", "late at 0", "woken"), trace);
    }

    @Test
    void cancellingAJobThatHasRunLeavesAnotherOfTheSameWork() {
        Runnable work = () -> trace.add("job");
        BlockingJob first = scheduler.blocking(work);
        scheduler.runJobs();
        BlockingJob second = scheduler.blocking(work);
        assertFalse(first.cancel());
        scheduler.runJobs();
        assertEquals(List.of("job", "job"), trace);
        assertFalse(second.cancel());
    }

    /** If a cancellation looked at the other jobs, this would take minutes. */
    @Test
    void cancellingAJobTakesTheSameTimeHoweverManyWait() {
        List<BlockingJob> jobs = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            jobs.add(scheduler.blocking(() -> trace.add("job")));
        }
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int i = MANY - 1; i >= 0; i--) {
                assertTrue(jobs.get(i).cancel());
            }
        });
        scheduler.runJobs();
        assertEquals(List.of(), trace);
    }

    @Test
    void itIsTheCurrentOneOfItsTasksAndOfWhoHasEnteredIt() {
        TestStrand.leaf(scheduler, () -> trace.add(Scheduler.current())).wake();
        scheduler.runAll();
        assertSame(scheduler, trace.get(0));
        assertNull(Scheduler.current());
        Schedulers.enter(scheduler);
        assertSame(scheduler, Schedulers.current());
        scheduler.close(Duration.ZERO);
        assertFalse(Schedulers.current() == scheduler);
    }
}
