package io.nagare.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.test.StepVerifier;

/** How tasks and workers end with their runtime or their scheduler, and what is left then. */
class SchedulerEndsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Queue<String> unseen = new ConcurrentLinkedQueue<>();
    private Nagare nagare;
    private RuntimeScheduler scheduler;

    @BeforeEach
    void start() {
        nagare = Nagare.multiThread()
                .workers(2)
                .onUnseenFailure((failure, where) -> unseen.add(failure + ", " + where))
                .start();
        scheduler = (RuntimeScheduler) ReactorNagare.scheduler(nagare);
    }

    @AfterEach
    void close() {
        scheduler.dispose();
        nagare.close();
        assertEquals(List.of(), List.copyOf(unseen));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static void awaitTrue(BooleanSupplier condition) {
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < limit) {
            Thread.onSpinWait();
        }
        assertTrue(condition.getAsBoolean());
    }

    @Test
    void aClosingRuntimeDisposesOfWhatWaits() {
        Scheduler.Worker worker = scheduler.createWorker();
        List<Disposable> waiting = List.of(
                scheduler.schedule(() -> {}, 1, TimeUnit.HOURS),
                scheduler.schedulePeriodically(() -> {}, 1, 1, TimeUnit.MILLISECONDS),
                worker.schedule(() -> {}, 1, TimeUnit.HOURS),
                worker.schedulePeriodically(() -> {}, 1, 1, TimeUnit.MILLISECONDS),
                worker.schedulePeriodically(() -> {}, 0, 0, TimeUnit.MILLISECONDS));
        assertTrue(nagare.close(LIMIT));
        assertEquals(
                List.of(),
                waiting.stream()
                        .filter(task -> !task.isDisposed())
                        .map(waiting::indexOf)
                        .toList());
        assertTrue(worker.isDisposed());
        assertTrue(scheduler.isDisposed());
        assertEquals(0, scheduler.size());
    }

    @Test
    void aSchedulerOfAClosedRuntimeRejects() {
        nagare.close();
        Scheduler late = ReactorNagare.scheduler(nagare);
        Scheduler.Worker worker = late.createWorker();
        List<Executable> calls = List.of(
                () -> late.schedule(() -> {}),
                () -> late.schedulePeriodically(() -> {}, 1, 1, TimeUnit.SECONDS),
                () -> worker.schedule(() -> {}),
                () -> worker.schedule(() -> {}, 1, TimeUnit.SECONDS));
        for (Executable call : calls) {
            String message =
                    assertThrows(RejectedExecutionException.class, call).getMessage();
            assertEquals(nagare + " is closed", message);
        }
        worker.dispose();
        assertEquals(0, ((RuntimeScheduler) late).size());
    }

    @Test
    void aRejectionSaysWhatWasDisposedOf() {
        Scheduler.Worker worker = scheduler.createWorker();
        worker.dispose();
        assertEquals(
                "the worker on " + nagare + " was disposed of",
                assertThrows(RejectedExecutionException.class, () -> worker.schedule(() -> {}))
                        .getMessage());
        scheduler.dispose();
        assertEquals(
                "the scheduler on " + nagare + " was disposed of",
                assertThrows(RejectedExecutionException.class, () -> scheduler.schedule(() -> {}))
                        .getMessage());
    }

    @Test
    void aStreamWhoseWorkerIsGoneFails() {
        Sinks.Many<Integer> sink = Sinks.many().multicast().directBestEffort();
        CountDownLatch first = new CountDownLatch(1);
        StepVerifier.create(sink.asFlux().publishOn(scheduler).doOnNext(item -> first.countDown()))
                .then(() -> sink.tryEmitNext(1))
                .expectNext(1)
                .then(() -> {
                    await(first);
                    assertTrue(nagare.close(LIMIT));
                    sink.tryEmitNext(2);
                })
                .expectError(RejectedExecutionException.class)
                .verify(LIMIT);
        StepVerifier.create(Flux.range(0, 10).publishOn(scheduler))
                .expectError(RejectedExecutionException.class)
                .verify(LIMIT);
        StepVerifier.create(Mono.just(1).subscribeOn(scheduler))
                .expectError(RejectedExecutionException.class)
                .verify(LIMIT);
        StepVerifier.create(Mono.delay(Duration.ofMillis(1), scheduler))
                .expectError(RejectedExecutionException.class)
                .verify(LIMIT);
    }

    /** A task is run, or its call fails, or the runtime disposes of it: it is never forgotten. */
    @Test
    void aRuntimeMayCloseWhileTasksComeFromEverywhere() throws InterruptedException {
        for (int i = 0; i < 30; i++) {
            Nagare closing = Nagare.multiThread().workers(2).start();
            RuntimeScheduler on = (RuntimeScheduler) ReactorNagare.scheduler(closing);
            Scheduler.Worker worker = on.createWorker();
            CountDownLatch running = new CountDownLatch(100);
            Queue<Disposable> accepted = new ConcurrentLinkedQueue<>();
            Queue<AtomicBoolean> rejected = new ConcurrentLinkedQueue<>();
            List<Thread> callers = new ArrayList<>();
            for (long delay : new long[] {0, 10, 20}) {
                callers.add(new Thread(() -> scheduleUntilRejected(
                        task -> worker.schedule(task, delay, TimeUnit.MICROSECONDS), running, accepted, rejected)));
                callers.add(new Thread(() -> scheduleUntilRejected(
                        task -> on.schedule(task, delay, TimeUnit.MICROSECONDS), running, accepted, rejected)));
            }
            callers.forEach(Thread::start);
            await(running);
            assertTrue(closing.close(LIMIT));
            for (Thread caller : callers) {
                caller.join();
            }
            assertEquals(0, on.size());
            assertTrue(accepted.stream().allMatch(Disposable::isDisposed));
            assertEquals(callers.size(), rejected.size());
            assertTrue(rejected.stream().noneMatch(AtomicBoolean::get), "a rejected task has run");
        }
    }

    /** Schedules tasks without a pause. Then adds whether the rejected one has run. */
    private static void scheduleUntilRejected(
            Function<Runnable, Disposable> schedule,
            CountDownLatch running,
            Queue<Disposable> accepted,
            Queue<AtomicBoolean> rejected) {
        while (true) {
            AtomicBoolean ran = new AtomicBoolean();
            try {
                accepted.add(schedule.apply(() -> {
                    ran.set(true);
                    running.countDown();
                }));
            } catch (RejectedExecutionException refused) {
                rejected.add(ran);
                return;
            }
        }
    }

    @Test
    void aDisposedTaskIsNotKeptAlive() {
        Scheduler.Worker worker = scheduler.createWorker();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        worker.schedule(() -> {
            begun.countDown();
            await(release);
        });
        await(begun);
        List<WeakReference<Object>> captured = new ArrayList<>();
        List<Disposable> tasks = new ArrayList<>();
        for (long delay : new long[] {0, 1_000_000}) {
            tasks.add(worker.schedule(capturing(captured), delay, TimeUnit.MILLISECONDS));
            tasks.add(worker.schedulePeriodically(capturing(captured), delay, 1, TimeUnit.MILLISECONDS));
            tasks.add(scheduler.schedule(capturing(captured), 1_000_000, TimeUnit.MILLISECONDS));
        }
        tasks.forEach(Disposable::dispose);
        awaitTrue(() -> {
            System.gc();
            return captured.stream().allMatch(reference -> reference.get() == null);
        });
        assertEquals(6, tasks.size(), "which are still held themselves");
        release.countDown();
    }

    private static Runnable capturing(List<WeakReference<Object>> captured) {
        Object object = new Object();
        captured.add(new WeakReference<>(object));
        return object::hashCode;
    }

    @Test
    void aForgottenSchedulerIsNotKeptByItsRuntime() {
        WeakReference<Scheduler> forgotten = new WeakReference<>(used());
        awaitTrue(() -> {
            System.gc();
            return forgotten.get() == null;
        });
        assertNull(forgotten.get());
    }

    private Scheduler used() {
        Scheduler used = ReactorNagare.scheduler(nagare);
        Flux.range(0, 10).publishOn(used).blockLast(LIMIT);
        return used;
    }

    @Test
    void aFailureEndsAPeriodicTask() {
        Scheduler.Worker worker = scheduler.createWorker();
        AtomicInteger runs = new AtomicInteger();
        Runnable fails = () -> {
            runs.incrementAndGet();
            throw new IllegalStateException("not today");
        };
        Disposable ofWorker = worker.schedulePeriodically(fails, 0, 1, TimeUnit.MILLISECONDS);
        Disposable direct = scheduler.schedulePeriodically(fails, 0, 1, TimeUnit.MILLISECONDS);
        awaitTrue(() -> unseen.size() == 2);
        assertTrue(ofWorker.isDisposed() && direct.isDisposed());
        assertEquals(2, runs.get());
        assertFalse(worker.isDisposed());
        unseen.removeIf(told -> told.endsWith("not today, a task of a Reactor scheduler"));
    }
}
