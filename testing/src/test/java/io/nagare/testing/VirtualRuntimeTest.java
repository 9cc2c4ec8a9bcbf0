package io.nagare.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.channel.Oneshot;
import io.nagare.failure.BlockedWorkerException;
import io.nagare.failure.RuntimeClosedException;
import io.nagare.failure.TaskCancelledException;
import io.nagare.failure.TimedOutException;
import io.nagare.fs.AsyncFile;
import io.nagare.policy.Retry;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirtualRuntimeTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final VirtualRuntime runtime = VirtualRuntime.start();

    @AfterEach
    void close() {
        runtime.close();
    }

    private static <T> One<T> after(Duration delay, Callable<T> computation) {
        return One.delay(delay).then(One.fromCallable(computation));
    }

    @Test
    void timeStandsStillUnlessItIsMoved() {
        TestSubscriber<Long> ticks = TestSubscriber.requesting(Long.MAX_VALUE);
        Many.interval(Duration.ZERO, HOUR).subscribe(ticks);
        runtime.runUntilIdle();
        assertEquals(Duration.ZERO, runtime.elapsed());
        ticks.assertItems(0L);
        runtime.advance(HOUR.minusNanos(1));
        ticks.assertItems(0L);
        runtime.advance(Duration.ofNanos(1));
        ticks.assertItems(0L, 1L);
        runtime.advance(HOUR.multipliedBy(10));
        assertEquals(12, ticks.items().size());
        assertEquals(HOUR.multipliedBy(11), runtime.elapsed());
        assertEquals(Instant.EPOCH.plus(HOUR.multipliedBy(11)), runtime.driver().time().now());
    }

    @Test
    void eachDeadlineIsReachedAtItsOwnTime() {
        List<Duration> times = new ArrayList<>();
        for (int hours : new int[] {3, 1, 2}) {
            runtime.spawn(after(HOUR.multipliedBy(hours), () -> times.add(runtime.elapsed())));
        }
        runtime.advance(HOUR.multipliedBy(5));
        assertEquals(List.of(HOUR, HOUR.multipliedBy(2), HOUR.multipliedBy(3)), times);
    }

    @Test
    void timeCanBeMovedFromDeadlineToDeadline() {
        runtime.spawn(One.delay(HOUR));
        runtime.spawn(One.delay(HOUR.multipliedBy(2)));
        assertTrue(runtime.advanceToNext());
        assertEquals(HOUR, runtime.elapsed());
        assertTrue(runtime.advanceToNext());
        assertFalse(runtime.advanceToNext());
        assertEquals(HOUR.multipliedBy(2), runtime.elapsed());
    }

    @Test
    void awaitMovesTimeWhenNothingElseIsLeftToDo() {
        assertEquals(7, runtime.blockOn(after(Duration.ofDays(30), () -> 7)));
        assertEquals(Duration.ofDays(30), runtime.elapsed());
        assertEquals(8, after(Duration.ofDays(1), () -> 8).block());
        assertEquals(Duration.ofDays(31), runtime.elapsed());
    }

    @Test
    void awaitHasALimitInVirtualTime() {
        assertThrows(TimedOutException.class, () -> runtime.blockOn(One.never(), HOUR));
        assertThrows(TimedOutException.class, () -> runtime.blockOn(One.delay(HOUR.multipliedBy(2)), HOUR));
        assertEquals(HOUR.multipliedBy(2), runtime.elapsed());
    }

    @Test
    void theWaitsOfTheKitDriveIt() {
        TestSubscriber<Long> ticks = TestSubscriber.requesting(3);
        Many.interval(Duration.ZERO, HOUR).take(3).subscribe(ticks);
        ticks.awaitItems(2).awaitEnd().assertItems(0L, 1L, 2L).assertCompleted();
        TestPublisher<Integer> source = TestPublisher.create();
        TestSubscriber<Integer> late = TestSubscriber.requesting(1);
        Many.from(source).delaySubscription(HOUR).subscribe(late);
        source.assertSubscribers(0).awaitSubscribers(1).awaitRequested(1).next(5).complete();
        late.awaitEnd().assertItems(5).assertCompleted();
    }

    @Test
    void aWaitForWhatNeverComesEndsThoughTimeMovesOn() {
        runtime.spawn(Many.interval(Duration.ZERO, HOUR));
        TestSubscriber<Integer> never = TestSubscriber.<Integer>create().limit(Duration.ofMillis(50));
        Many.<Integer>never().subscribe(never);
        assertThrows(AssertionError.class, never::awaitEnd);
    }

    @Test
    void theThreadsCurrentRuntimeIsThisOneUntilItIsClosed() {
        assertSame(runtime.driver(), Nagare.current().driver());
        AtomicReference<Nagare> within = new AtomicReference<>();
        runtime.spawn(() -> {
            within.set(Nagare.current());
            return null;
        });
        runtime.runUntilIdle();
        assertSame(runtime.driver(), within.get().driver());
        try (VirtualRuntime inner = VirtualRuntime.start(3)) {
            assertSame(inner.driver(), Nagare.current().driver());
            inner.blockOn(One.delay(HOUR));
        }
        assertSame(runtime.driver(), Nagare.current().driver());
        assertEquals(Duration.ZERO, runtime.elapsed());
        runtime.close();
        assertNotEquals(runtime.driver(), Nagare.current().driver());
        assertEquals(1, after(Duration.ofMillis(1), () -> 1).block());
    }

    @Test
    void otherThreadsKeepTheirCurrentRuntime() throws Exception {
        CompletableFuture<Nagare> elsewhere = CompletableFuture.supplyAsync(Nagare::current);
        assertNotEquals(runtime.driver(), elsewhere.get(10, TimeUnit.SECONDS).driver());
    }

    @Test
    void spawnedTasksRunWhenTheyAreDriven() {
        List<String> ran = new ArrayList<>();
        Task<Integer> task = runtime.spawn(() -> {
            ran.add(Thread.currentThread().getName());
            return 4;
        });
        assertEquals(List.of(), ran);
        assertEquals(1, runtime.metrics().injectionDepth());
        assertEquals(4, runtime.blockOn(task));
        assertEquals(List.of(Thread.currentThread().getName()), ran);
    }

    @Test
    void blockingJobsRunOnTheThreadOfTheTestBeforeTimeMoves() {
        List<String> order = new ArrayList<>();
        runtime.spawn(after(HOUR, () -> order.add("later")));
        runtime.spawnBlocking(() -> order.add("blocking on " + Thread.currentThread().getName()));
        runtime.spawn(() -> order.add("ready"));
        runtime.advance(HOUR);
        assertEquals(List.of("ready", "blocking on " + Thread.currentThread().getName(), "later"), order);
    }

    @Test
    void aBlockingJobMayAwait() {
        Task<Integer> job = runtime.spawnBlocking(() -> after(HOUR, () -> 1).block());
        assertEquals(1, runtime.blockOn(job));
        assertEquals(HOUR, runtime.elapsed());
    }

    @Test
    void aTaskMayNotAwait() {
        Task<Void> task = runtime.spawn(() -> One.delay(HOUR).block());
        assertThrows(BlockedWorkerException.class, () -> runtime.blockOn(task));
    }

    @Test
    void callsThatWouldBlockTheThreadThatDrivesAreRefused() {
        var iterator = Many.never().toIterable().iterator();
        assertThrows(BlockedWorkerException.class, iterator::hasNext);
    }

    @Test
    void awaitTakesWhatAnotherThreadBrings() {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        CountDownLatch waiting = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            try {
                waiting.await();
            } catch (InterruptedException interrupt) {
                throw new AssertionError(interrupt);
            }
            result.complete(9);
        });
        other.start();
        assertEquals(9, runtime.blockOn(One.defer(() -> {
            waiting.countDown();
            return One.fromCompletionStage(() -> result);
        })));
        assertEquals(Duration.ZERO, runtime.elapsed());
    }

    @Test
    void aBackoffTakesNoRealTime() {
        int[] attempts = new int[1];
        One<Integer> flaky = One.fromCallable(() -> {
            if (++attempts[0] < 6) {
                throw new IOException("attempt " + attempts[0]);
            }
            return attempts[0];
        });
        assertEquals(
                6, runtime.blockOn(flaky.retry(Retry.times(10).backoff(Duration.ofMinutes(1), Duration.ofHours(1)))));
        assertTrue(runtime.elapsed().compareTo(Duration.ofMinutes(5)) > 0, () -> "only " + runtime.elapsed());
    }

    @Test
    void theSameSeedGivesTheSameOrderAndNumbers() {
        for (long seed = 0; seed < 20; seed++) {
            assertEquals(trace(seed), trace(seed));
        }
        assertTrue(LongStream.range(0, 20).mapToObj(VirtualRuntimeTest::trace).distinct().count() > 10);
    }

    /**
     * Returns the events of six tasks with a seed. The tasks are ready at once, and again at the same time later. Each
     * draws a random number.
     */
    private static List<String> trace(long seed) {
        List<String> trace = new ArrayList<>();
        try (VirtualRuntime seeded = VirtualRuntime.start(seed)) {
            for (int i = 0; i < 6; i++) {
                int task = i;
                seeded.spawn(One.fromCallable(() -> trace.add("begin " + task))
                        .then(One.delay(HOUR))
                        .then(One.fromCallable(() -> trace.add("end " + task + " " + seeded.driver().random(1_000)))));
            }
            seeded.advance(HOUR);
        }
        assertEquals(12, trace.size());
        return trace;
    }

    @Test
    void withoutASeedTasksRunInTheOrderInWhichTheyBecameReady() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int task = i;
            runtime.spawn(() -> order.add(task));
        }
        runtime.runUntilIdle();
        assertEquals(IntStream.range(0, 100).boxed().toList(), order);
    }

    @Test
    void closingCancelsWhatIsAlive() {
        Task<Integer> waits = runtime.spawn(One.<Integer>never());
        TestSubscriber<Long> ticks = TestSubscriber.requesting(3);
        Many.interval(Duration.ZERO, HOUR).subscribe(ticks);
        runtime.runUntilIdle();
        assertEquals(2, runtime.metrics().liveTasks());
        runtime.close();
        ticks.assertFailed(RuntimeClosedException.class);
        assertTrue(waits.isDone());
        assertEquals(0, runtime.metrics().liveTasks());
        Task<Integer> late = runtime.spawn(() -> 1);
        assertTrue(late.isDone());
        assertNull(runtime.unseenFailures().stream().filter(it -> !isCancellation(it)).findAny().orElse(null));
    }

    private static boolean isCancellation(Throwable failure) {
        return failure instanceof RuntimeClosedException || failure instanceof TaskCancelledException;
    }

    @Test
    void failuresThatNobodySeesAreCollected() {
        runtime.assertNoUnseenFailure();
        runtime.spawn(() -> {
            throw new IOException("planted");
        });
        runtime.runUntilIdle();
        assertEquals("planted", assertInstanceOf(IOException.class, runtime.unseenFailures().get(0)).getMessage());
        AssertionError failed = assertThrows(AssertionError.class, runtime::assertNoUnseenFailure);
        assertSame(runtime.unseenFailures().get(0), failed.getCause());
    }

    @Test
    void onlyTheThreadThatStartedItDrivesIt() throws Exception {
        List<Throwable> refusals = new ArrayList<>();
        Thread other = new Thread(() -> {
            refusals.add(assertThrows(IllegalStateException.class, () -> runtime.advance(HOUR)));
            refusals.add(assertThrows(IllegalStateException.class, runtime::runUntilIdle));
            refusals.add(assertThrows(IllegalStateException.class, runtime::advanceToNext));
            refusals.add(assertThrows(IllegalStateException.class, () -> runtime.blockOn(One.just(1))));
            refusals.add(assertThrows(IllegalStateException.class, runtime::close));
        }, "other");
        other.start();
        other.join();
        assertEquals(5, refusals.size());
        assertEquals(
                "advance was called on other, but this runtime belongs to "
                        + Thread.currentThread().getName() + ", which started it",
                refusals.get(0).getMessage());
    }

    @Test
    void badInputIsRefused() throws IOException {
        assertThrows(IllegalArgumentException.class, () -> runtime.advance(Duration.ofNanos(-1)));
        assertThrows(NullPointerException.class, () -> runtime.advance(null));
        runtime.advance(Duration.ofDays(365));
        assertThrows(IllegalArgumentException.class, () -> runtime.advance(Duration.ofNanos(Long.MAX_VALUE)));
        assertThrows(IllegalArgumentException.class, () -> runtime.advance(Duration.ofSeconds(Long.MAX_VALUE)));
        try (SocketChannel channel = SocketChannel.open()) {
            assertThrows(IOException.class, () -> runtime.driver().register(channel));
        }
    }

    @Test
    void filesAreTheSystems(@TempDir Path directory) {
        Path file = directory.resolve("lines");
        List<String> lines = runtime.blockOn(AsyncFile.writeString(file, "one\ntwo\n")
                .then(One.delay(HOUR))
                .then(AsyncFile.lines(file).collectList()));
        assertEquals(List.of("one", "two"), lines);
        assertEquals(HOUR, runtime.elapsed());
        runtime.assertNoUnseenFailure();
    }

    @Test
    void aHundredThousandTimersAreDriven() {
        int tasks = 100_000;
        for (int i = 0; i < tasks; i++) {
            runtime.spawn(One.delay(Duration.ofMillis(i % 1_000)));
        }
        runtime.advance(Duration.ofSeconds(1));
        assertEquals(0, runtime.metrics().liveTasks());
    }

    @Test
    void whatOtherThreadsCompleteBetweenStepsIsSeen() {
        Oneshot<Integer> answer = Oneshot.create();
        Task<Integer> task = runtime.spawn(answer.receiver());
        runtime.runUntilIdle();
        Race.of(() -> answer.send(3), () -> {}).rounds(1).run();
        assertEquals(3, runtime.blockOn(task));
    }
}
