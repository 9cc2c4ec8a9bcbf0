package io.nagare.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import io.nagare.policy.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.test.StepVerifier;

/** What Reactor asks of a scheduler, on a runtime. */
class SchedulerTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Queue<String> unseen = new ConcurrentLinkedQueue<>();
    private Nagare nagare;
    private Scheduler scheduler;

    @BeforeEach
    void start() {
        nagare = Nagare.multiThread()
                .workers(2)
                .onUnseenFailure((failure, where) -> unseen.add(failure.getMessage() + ", " + where))
                .start();
        scheduler = ReactorNagare.scheduler(nagare);
    }

    @AfterEach
    void close() {
        scheduler.dispose();
        nagare.close();
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertTrue(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
    }

    @Test
    void aTaskRunsOnAWorker() throws InterruptedException {
        CountDownLatch onWorker = new CountDownLatch(1);
        Disposable task = scheduler.schedule(() -> {
            if (Nagare.isWorker(Thread.currentThread())) {
                onWorker.countDown();
            }
        });
        await(onWorker);
        Flux.interval(Duration.ofMillis(1)).takeUntil(i -> task.isDisposed()).blockLast(LIMIT);
    }

    @Test
    void publishOnKeepsTheOrder() {
        StepVerifier.create(Flux.range(0, 10_000).publishOn(scheduler).publishOn(scheduler).collectList())
                .assertNext(items -> {
                    assertEquals(10_000, items.size());
                    for (int i = 0; i < 10_000; i++) {
                        assertEquals(i, items.get(i));
                    }
                })
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void subscribeOnAndParallelWork() {
        long count = Flux.range(0, 1_000)
                .parallel(4)
                .runOn(scheduler)
                .map(i -> i * 2)
                .sequential()
                .subscribeOn(scheduler)
                .count()
                .block(LIMIT);
        assertEquals(1_000, count);
    }

    @Test
    void aWorkerRunsItsTasksInTurnAndInOrder() throws InterruptedException {
        Scheduler.Worker worker = scheduler.createWorker();
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(1_000);
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            worker.schedule(() -> {
                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                order.add(number);
                atOnce.decrementAndGet();
                ended.countDown();
            });
        }
        await(ended);
        assertEquals(1, most.get());
        for (int i = 0; i < 1_000; i++) {
            assertEquals(i, order.get(i));
        }
        worker.dispose();
    }

    /** The timers of several workers come due at the same time. */
    @Test
    void delayedTasksOfAWorkerKeepTheirOrder() {
        List<Integer> all = IntStream.range(0, 1_000).boxed().toList();
        for (int i = 0; i < 20; i++) {
            assertEquals(
                    all,
                    Flux.fromIterable(all)
                            .delaySequence(Duration.ofMillis(1), scheduler)
                            .collectList()
                            .block(LIMIT));
        }
    }

    @Test
    void delaysAreThoseOfTheRuntime() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(2);
        long began = System.nanoTime();
        scheduler.schedule(ran::countDown, 20, TimeUnit.MILLISECONDS);
        scheduler.createWorker().schedule(ran::countDown, 20, TimeUnit.MILLISECONDS);
        await(ran);
        assertTrue(System.nanoTime() - began >= TimeUnit.MILLISECONDS.toNanos(20));
    }

    @Test
    void timesOfReactorAreThoseOfTheRuntime() {
        TimeSource fixed = new TimeSource() {
            @Override
            public long nanoTime() {
                return 5_000;
            }

            @Override
            public Instant now() {
                return Instant.ofEpochSecond(17);
            }
        };
        try (Nagare ofFixedTime =
                Nagare.multiThread().workers(1).timeSource(fixed).start()) {
            Scheduler on = ReactorNagare.scheduler(ofFixedTime);
            assertEquals(17_000, on.now(TimeUnit.MILLISECONDS));
            assertEquals(17, on.now(TimeUnit.SECONDS));
            assertEquals(5, on.now(TimeUnit.MICROSECONDS));
            assertEquals(17_000, Flux.just(1).timestamp(on).blockLast(LIMIT).getT1());
        }
    }

    @Test
    void aPeriodicTaskRunsUntilItIsDisposed() throws InterruptedException {
        for (Scheduler.Worker worker : new Scheduler.Worker[] {null, scheduler.createWorker()}) {
            for (long period : new long[] {0, 1}) {
                Semaphore ran = new Semaphore(0);
                Disposable task = worker == null
                        ? scheduler.schedulePeriodically(ran::release, 1, period, TimeUnit.MILLISECONDS)
                        : worker.schedulePeriodically(ran::release, 1, period, TimeUnit.MILLISECONDS);
                assertTrue(ran.tryAcquire(5, LIMIT.toSeconds(), TimeUnit.SECONDS));
                task.dispose();
                assertTrue(task.isDisposed());
            }
        }
    }

    @Test
    void aDisposedTaskDoesNotBegin() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        scheduler.schedule(runs::incrementAndGet, 1, TimeUnit.HOURS).dispose();
        Scheduler.Worker worker = scheduler.createWorker();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        worker.schedule(() -> {
            first.countDown();
            try {
                release.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
        await(first);
        worker.schedule(runs::incrementAndGet).dispose();
        CountDownLatch last = new CountDownLatch(1);
        worker.schedule(last::countDown);
        release.countDown();
        await(last);
        assertEquals(0, runs.get());
    }

    @Test
    void disposingEndsAllTasksAndRefusesNewOnes() {
        Scheduler.Worker worker = scheduler.createWorker();
        Disposable task = scheduler.schedule(() -> {}, 1, TimeUnit.HOURS);
        Disposable ofWorker = worker.schedule(() -> {}, 1, TimeUnit.HOURS);
        scheduler.dispose();
        assertTrue(scheduler.isDisposed());
        assertTrue(worker.isDisposed());
        assertTrue(task.isDisposed());
        assertTrue(ofWorker.isDisposed());
        assertThrows(RejectedExecutionException.class, () -> scheduler.schedule(() -> {}));
        assertThrows(RejectedExecutionException.class, () -> worker.schedule(() -> {}));
        assertThrows(RejectedExecutionException.class, () -> scheduler.createWorker().schedule(() -> {}));
        assertEquals(1, nagare.blockOn(nagare.spawn(() -> 1), LIMIT), "the runtime goes on");
    }

    @Test
    void nothingIsKeptOfWorkersAndTasksThatHaveEnded() {
        for (int i = 0; i < 100; i++) {
            Flux.range(0, 10).publishOn(scheduler).subscribeOn(scheduler).blockLast(LIMIT);
        }
        scheduler.schedule(() -> {}, 1, TimeUnit.HOURS).dispose();
        scheduler.createWorker().dispose();
        // The last worker is disposed of behind the last signal.
        Flux.interval(Duration.ofMillis(1))
                .takeUntil(i -> ((RuntimeScheduler) scheduler).size() == 0)
                .blockLast(LIMIT);
        assertEquals(0, ((RuntimeScheduler) scheduler).size());
    }

    @Test
    void aLatePeriodicTaskWaitsOnce() throws InterruptedException {
        Scheduler.Worker worker = scheduler.createWorker();
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch blocks = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        worker.schedule(() -> {
            blocks.countDown();
            try {
                release.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
        await(blocks);
        Disposable periodic = worker.schedulePeriodically(runs::incrementAndGet, 0, 0, TimeUnit.MILLISECONDS);
        worker.schedule(periodic::dispose);
        CountDownLatch last = new CountDownLatch(1);
        worker.schedule(last::countDown);
        release.countDown();
        await(last);
        assertEquals(1, runs.get());
    }

    @Test
    void anErrorDoesNotHoldUpTheWorker() throws InterruptedException {
        Scheduler.Worker worker = scheduler.createWorker();
        worker.schedule(() -> {
            throw new OutOfMemoryError("planted");
        });
        CountDownLatch next = new CountDownLatch(1);
        worker.schedule(next::countDown);
        await(next);
        worker.schedule(() -> {}, Long.MAX_VALUE, TimeUnit.DAYS).dispose();
    }

    @Test
    void aClosedRuntimeRejects() {
        Scheduler.Worker worker = scheduler.createWorker();
        nagare.close();
        assertThrows(RejectedExecutionException.class, () -> scheduler.schedule(() -> {}));
        assertThrows(RejectedExecutionException.class, () -> worker.schedule(() -> {}));
        assertThrows(RejectedExecutionException.class, () -> worker.schedule(() -> {}, 1, TimeUnit.SECONDS));
    }

    @Test
    void aFailureIsToldAndTheWorkerGoesOn() throws InterruptedException {
        Scheduler.Worker worker = scheduler.createWorker();
        worker.schedule(() -> {
            throw new IllegalStateException("not today");
        });
        CountDownLatch next = new CountDownLatch(1);
        worker.schedule(next::countDown);
        await(next);
        assertEquals(List.of("not today, a task of a Reactor scheduler"), List.copyOf(unseen));
    }
}
