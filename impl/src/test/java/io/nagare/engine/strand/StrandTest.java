package io.nagare.engine.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.emit.Emitter;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.engine.strand.crossing.TaskRoot;
import io.nagare.failure.TaskCancelledException;
import io.nagare.policy.MissedTick;
import io.nagare.stage.Programs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StrandTest {

    private final StepScheduler scheduler = new StepScheduler();

    private <T> Probe<T> subscribe(Many<T> stream) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        return probe;
    }

    @Test
    void aLongStreamGoesToTheBackOfTheQueueWhenItsBudgetIsUsedUp() {
        TaskRoot<Long> endless = TaskRoot.spawn(Many.range(0, Integer.MAX_VALUE).count(), scheduler);
        TaskRoot<Integer> small = TaskRoot.spawn(One.just(7), scheduler);
        assertTrue(scheduler.runOne());
        assertTrue(scheduler.runOne());
        assertEquals(7, small.item());
        assertEquals(1, scheduler.readyCount());
        endless.abort();
        scheduler.runAll();
        assertInstanceOf(TaskCancelledException.class, endless.failure());
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void aTaskThatIsAbortedBeforeItRunsNeverStarts() {
        List<String> started = new ArrayList<>();
        TaskRoot<Integer> task = TaskRoot.spawn(
                One.fromCallable(() -> {
                    started.add("started");
                    return 1;
                }),
                scheduler);
        task.abort();
        scheduler.runAll();
        assertEquals(List.of(), started);
        assertInstanceOf(TaskCancelledException.class, task.failure());
    }

    @Test
    void aTaskSpawnedOnAClosedRuntimeIsCancelledFromTheStart() {
        scheduler.close(Duration.ZERO);
        TaskRoot<Integer> task = TaskRoot.spawn(One.just(1), scheduler);
        scheduler.runAll();
        assertInstanceOf(TaskCancelledException.class, task.failure());
    }

    @Test
    void aFailureThatNobodyWaitsForGoesToTheRuntime() {
        TaskRoot<Integer> task = TaskRoot.spawn(One.<Integer>error(new IllegalStateException("lost?")), scheduler);
        scheduler.runAll();
        assertEquals("lost?", scheduler.unseen().get(0).getMessage());
        assertEquals("lost?", task.failure().getMessage());
    }

    @Test
    void cancellingASubscriptionToATaskDoesNotAbortIt() {
        TaskRoot<Void> task = TaskRoot.spawn(One.delay(Duration.ofMillis(5)), scheduler);
        Probe<Void> joiner = subscribe(Programs.driven(task));
        scheduler.runAll();
        joiner.cancel();
        scheduler.advance(Duration.ofMillis(5));
        assertTrue(task.isDone());
        assertNull(task.failure());
    }

    @Test
    void anIntervalSkipsBurstsOrDelaysTheTicksThatFoundNoDemand() {
        assertEquals(List.of(0L, 1L, 2L), ticksAfterAPause(MissedTick.SKIP, 5));
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L), ticksAfterAPause(MissedTick.BURST, 5));
        assertEquals(List.of(0L, 1L), ticksAfterAPause(MissedTick.DELAY, 5));
    }

    /** Takes one tick at 0 ms and pauses until 35 ms, with a period of 10 ms. Then requests more until 41 ms. */
    private List<Object> ticksAfterAPause(MissedTick missed, int more) {
        StepScheduler steps = new StepScheduler();
        Probe<Long> probe = new Probe<>();
        Egress.serve(probe, Many.interval(Duration.ZERO, Duration.ofMillis(10), missed), steps);
        probe.request(1);
        steps.advance(Duration.ofMillis(35));
        probe.request(more);
        steps.advance(Duration.ofMillis(6));
        probe.cancel();
        steps.runAll();
        assertEquals(0, steps.armedCount());
        return probe.signals();
    }

    @Test
    void aTimeoutFiresOnceItemsStopAndLeavesNoTimerBehind() {
        Probe<Long> probe = subscribe(Many.interval(Duration.ZERO, Duration.ofMillis(10))
                .take(3)
                .concatWith(Many.never())
                .timeout(Duration.ofMillis(15)));
        probe.request(10);
        scheduler.advance(Duration.ofMillis(34));
        assertEquals(List.of(0L, 1L, 2L), probe.signals());
        scheduler.advance(Duration.ofMillis(1));
        assertInstanceOf(io.nagare.failure.TimedOutException.class, probe.signals().get(3));
        assertEquals(0, scheduler.armedCount());
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void anEmitterMayBeUsedFromAnotherThreadAndIsClosedByCancel() throws Exception {
        AtomicReference<Emitter<Integer>> emitter = new AtomicReference<>();
        List<String> closed = new ArrayList<>();
        Probe<Integer> probe = subscribe(Many.<Integer>create(e -> {
            emitter.set(e);
            e.onClose(() -> closed.add("closed"));
        }));
        probe.request(2);
        scheduler.runAll();
        Thread producer = new Thread(() -> {
            emitter.get().emit(1);
            emitter.get().emit(2);
            emitter.get().emit(3);
        });
        producer.start();
        producer.join();
        scheduler.runAll();
        assertEquals(List.of(1, 2), probe.signals());
        probe.cancel();
        scheduler.runAll();
        assertEquals(List.of("closed"), closed);
        assertTrue(emitter.get().isClosed());
    }

    @Test
    void runOnMovesTheSourceToAnotherStrandAndKeepsTheOrder() {
        StepScheduler other = new StepScheduler();
        Probe<Integer> probe = new Probe<>();
        Egress.serve(
                probe,
                Programs.<Integer>many(new io.nagare.stage.Origin.RunOn<>(Many.range(1, 1000), other, 16)),
                scheduler);
        probe.request(Long.MAX_VALUE);
        for (int i = 0; i < 1000 && probe.signals().size() < 1001; i++) {
            scheduler.runAll();
            other.runAll();
        }
        assertEquals(1001, probe.signals().size());
        assertEquals("complete", probe.signals().get(1000));
        assertEquals(500, probe.signals().get(499));
    }

    @Test
    void blockingWorkIsTakenBackWhenItsSubscriberCancelsBeforeItStarts() {
        List<String> ran = new ArrayList<>();
        Probe<String> probe = subscribe(One.blocking(() -> {
                    ran.add("ran");
                    return "x";
                })
                .toMany());
        probe.request(1);
        scheduler.runAll();
        probe.cancel();
        scheduler.runAll();
        scheduler.runJobs();
        assertEquals(List.of(), ran);
    }

    @Test
    void spawnEachKeepsToItsConcurrencyAndOutlivesTheFailureOfATask() {
        List<Integer> started = new ArrayList<>();
        Probe<Void> probe = subscribe(Many.range(1, 5)
                .spawnEach(2, n -> {
                    started.add(n);
                    return n == 1 ? Many.error(new IllegalStateException("one")) : One.delay(Duration.ofMillis(10));
                })
                .toMany());
        probe.request(1);
        scheduler.runAll();
        assertEquals(List.of(1, 2, 3), started);
        scheduler.advance(Duration.ofMillis(30));
        assertEquals(List.of(1, 2, 3, 4, 5), started);
        assertEquals(List.of("complete"), probe.signals());
        assertEquals("one", scheduler.unseen().get(0).getMessage());
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void cancellingSpawnEachAbortsItsTasks() {
        List<String> ends = new ArrayList<>();
        Probe<Void> probe = subscribe(Many.range(1, 3)
                .spawnEach(3, n -> Many.never().doFinally(end -> ends.add(end.name())))
                .toMany());
        probe.request(1);
        scheduler.runAll();
        probe.cancel();
        scheduler.runAll();
        assertEquals(List.of("CANCELLED", "CANCELLED", "CANCELLED"), ends);
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void mapParallelKeepsTheOrderAndFailsAsAWhole() {
        Probe<Integer> probe = subscribe(Many.range(1, 10).mapParallel(4, n -> n * n));
        probe.request(Long.MAX_VALUE);
        scheduler.runAll();
        assertEquals(List.of(1, 4, 9, 16, 25, 36, 49, 64, 81, 100, "complete"), probe.signals());

        Probe<Integer> failing = subscribe(Many.range(1, 10).mapParallel(4, n -> 10 / (n - 3)));
        failing.request(Long.MAX_VALUE);
        scheduler.runAll();
        assertEquals(3, failing.signals().size());
        assertInstanceOf(ArithmeticException.class, failing.signals().get(2));
        assertEquals(0, scheduler.liveCount());
    }

    /** Tokio's paused_time_is_deterministic. */
    @Test
    void virtualTimeIsDeterministic() {
        assertEquals(tenThousandRandomSleeps(), tenThousandRandomSleeps());
    }

    private static List<Long> tenThousandRandomSleeps() {
        StepScheduler steps = new StepScheduler();
        Random random = new Random(42);
        List<Long> wokenAt = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            Duration sleep = Duration.ofNanos(random.nextInt(1_000_000_000));
            TaskRoot.spawn(One.delay(sleep).doOnComplete(() -> wokenAt.add(steps.nanoTime())), steps);
        }
        steps.advance(Duration.ofSeconds(2));
        assertEquals(10_000, wokenAt.size());
        return wokenAt;
    }

    @Test
    void aResourceThatFindsItsSubscriberGoneIsClosed() {
        List<String> closed = new ArrayList<>();
        AtomicReference<Emitter<AutoCloseable>> emitter = new AtomicReference<>();
        Probe<AutoCloseable> probe = subscribe(Many.<AutoCloseable>create(emitter::set).flatMap(Many::just));
        emitter.get().emit(() -> closed.add("waiting in the emitter"));
        probe.cancel();
        scheduler.runAll();
        assertEquals(List.of("waiting in the emitter"), closed);
    }
}
