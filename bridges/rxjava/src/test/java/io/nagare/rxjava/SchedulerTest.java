package io.nagare.rxjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.disposables.SerialDisposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.SchedulerRunnableIntrospection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What RxJava asks of a scheduler while it works, on a runtime with two workers. */
class SchedulerTest {

    private static final long LIMIT = 20;

    private Nagare nagare;
    private Scheduler scheduler;

    @BeforeEach
    void start() {
        nagare = Nagare.multiThread().workers(2).start();
        scheduler = RxJavaNagare.scheduler(nagare);
    }

    @AfterEach
    void close() {
        scheduler.shutdown();
        nagare.close();
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertTrue(latch.await(LIMIT, TimeUnit.SECONDS));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            await(latch);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void aDirectTaskRunsOnAWorkerOfTheRuntime() throws InterruptedException {
        CountDownLatch onWorker = new CountDownLatch(2);
        Runnable task = () -> {
            if (Nagare.isWorker(Thread.currentThread())) {
                onWorker.countDown();
            }
        };
        scheduler.scheduleDirect(task);
        scheduler.scheduleDirect(task, 5, TimeUnit.MILLISECONDS);
        await(onWorker);
    }

    @Test
    void aTaskThatHasRunIsDisposed() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(4);
        Scheduler.Worker worker = scheduler.createWorker();
        List<Disposable> tasks = List.of(
                scheduler.scheduleDirect(ran::countDown),
                scheduler.scheduleDirect(ran::countDown, 1, TimeUnit.MILLISECONDS),
                worker.schedule(ran::countDown),
                worker.schedule(ran::countDown, 1, TimeUnit.MILLISECONDS));
        await(ran);
        for (Disposable task : tasks) {
            while (!task.isDisposed()) {
                Thread.onSpinWait();
            }
        }
        worker.dispose();
    }

    @Test
    void tasksThatAreScheduledByTasksRunAfterwards() throws InterruptedException {
        Scheduler.Worker worker = scheduler.createWorker();
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch last = new CountDownLatch(1);
        worker.schedule(() -> {
            order.add("outer begins");
            worker.schedule(() -> {
                order.add("middle begins");
                worker.schedule(() -> {
                    order.add("inner");
                    last.countDown();
                });
                order.add("middle ends");
            });
            order.add("outer ends");
        });
        await(last);
        assertEquals(List.of("outer begins", "outer ends", "middle begins", "middle ends", "inner"), order);
        worker.dispose();
    }

    @Test
    void aWorkerRunsItsTasksInTurnAndInOrder() throws InterruptedException {
        Scheduler.Worker worker = scheduler.createWorker();
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(10_000);
        for (int i = 0; i < 10_000; i++) {
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
        assertEquals(IntStream.range(0, 10_000).boxed().toList(), order);
        worker.dispose();
    }

    @Test
    void aDeepRecursionNeedsNoStack() throws InterruptedException {
        Scheduler.Worker worker = scheduler.createWorker();
        CountDownLatch last = new CountDownLatch(1);
        worker.schedule(new Runnable() {
            private int count;

            @Override
            public void run() {
                if (++count < 100_000) {
                    worker.schedule(this);
                } else {
                    last.countDown();
                }
            }
        });
        await(last);
        worker.dispose();
    }

    @Test
    void operatorsOfRxJavaKeepTheirOrder() {
        List<Integer> items = Flowable.range(0, 10_000)
                .observeOn(scheduler)
                .observeOn(scheduler, false, 16)
                .subscribeOn(scheduler)
                .unsubscribeOn(scheduler)
                .toList()
                .blockingGet();
        assertEquals(IntStream.range(0, 10_000).boxed().toList(), items);
        assertEquals(
                2_000,
                Flowable.range(0, 1_000)
                        .flatMap(i -> Flowable.just(i, i).subscribeOn(scheduler))
                        .parallel(4)
                        .runOn(scheduler)
                        .sequential()
                        .count()
                        .blockingGet());
    }

    @Test
    void itemsThatAreDelayedAlikeKeepTheirOrder() {
        List<Integer> items = Flowable.range(0, 2_000)
                .delay(3, TimeUnit.MILLISECONDS, scheduler)
                .toList()
                .timeout(LIMIT, TimeUnit.SECONDS)
                .blockingGet();
        assertEquals(IntStream.range(0, 2_000).boxed().toList(), items);
    }

    @Test
    void aDelayIsNeverShorter() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(2);
        long began = System.nanoTime();
        scheduler.scheduleDirect(ran::countDown, 20, TimeUnit.MILLISECONDS);
        scheduler.createWorker().schedule(ran::countDown, 20, TimeUnit.MILLISECONDS);
        await(ran);
        assertTrue(System.nanoTime() - began >= TimeUnit.MILLISECONDS.toNanos(20));
    }

    @Test
    void aPeriodicTaskRunsUntilItIsDisposed() throws InterruptedException {
        Scheduler.Worker worker = scheduler.createWorker();
        for (long period : new long[] {0, 1}) {
            for (long initial : new long[] {-1, 0, 1}) {
                CountDownLatch direct = new CountDownLatch(5);
                CountDownLatch ofWorker = new CountDownLatch(5);
                Disposable first = scheduler.schedulePeriodicallyDirect(
                        direct::countDown, initial, period, TimeUnit.MILLISECONDS);
                Disposable second =
                        worker.schedulePeriodically(ofWorker::countDown, initial, period, TimeUnit.MILLISECONDS);
                await(direct);
                await(ofWorker);
                assertFalse(first.isDisposed() || second.isDisposed());
                first.dispose();
                second.dispose();
                assertTrue(first.isDisposed() && second.isDisposed());
            }
        }
        worker.dispose();
    }

    @Test
    void aPeriodicTaskThatDisposesOfItselfRunsNoMore() throws InterruptedException {
        for (boolean direct : new boolean[] {true, false}) {
            Scheduler.Worker worker = scheduler.createWorker();
            SerialDisposable itself = new SerialDisposable();
            AtomicInteger runs = new AtomicInteger();
            CountDownLatch known = new CountDownLatch(1);
            CountDownLatch tenth = new CountDownLatch(1);
            Runnable task = () -> {
                awaitQuietly(known);
                if (runs.incrementAndGet() == 10) {
                    itself.dispose();
                    tenth.countDown();
                }
            };
            itself.set(
                    direct
                            ? scheduler.schedulePeriodicallyDirect(task, 0, 0, TimeUnit.MILLISECONDS)
                            : worker.schedulePeriodically(task, 0, 0, TimeUnit.MILLISECONDS));
            known.countDown();
            await(tenth);
            worker.dispose();
            CountDownLatch later = new CountDownLatch(1);
            scheduler.scheduleDirect(later::countDown, 10, TimeUnit.MILLISECONDS);
            await(later);
            assertEquals(10, runs.get());
        }
    }

    @Test
    void theScheduleHookDecoratesEachTask() throws InterruptedException {
        CountDownLatch decorated = new CountDownLatch(5);
        try {
            RxJavaPlugins.setScheduleHandler(task -> () -> {
                decorated.countDown();
                task.run();
            });
            scheduler.scheduleDirect(() -> {});
            scheduler.scheduleDirect(() -> {}, 1, TimeUnit.MILLISECONDS);
            Disposable periodic = scheduler.schedulePeriodicallyDirect(() -> {}, 1, 10_000, TimeUnit.MILLISECONDS);
            Scheduler.Worker worker = scheduler.createWorker();
            worker.schedule(() -> {});
            worker.schedule(() -> {}, 1, TimeUnit.MILLISECONDS);
            await(decorated);
            periodic.dispose();
            worker.dispose();
        } finally {
            RxJavaPlugins.setScheduleHandler(null);
        }
    }

    @Test
    void toolsFindTheTaskBehindADisposable() {
        Runnable task = () -> {};
        Disposable waiting = scheduler.scheduleDirect(task, 1, TimeUnit.HOURS);
        SchedulerRunnableIntrospection wrapper = assertInstanceOf(SchedulerRunnableIntrospection.class, waiting);
        assertSame(task, wrapper.getWrappedRunnable());
        waiting.dispose();
        assertNotEquals(task, wrapper.getWrappedRunnable());
    }

    @Test
    void aNullTaskIsRefused() {
        Scheduler.Worker worker = scheduler.createWorker();
        List<Runnable> calls = List.of(
                () -> scheduler.scheduleDirect(null),
                () -> scheduler.scheduleDirect(null, 10, TimeUnit.MILLISECONDS),
                () -> scheduler.schedulePeriodicallyDirect(null, 5, 10, TimeUnit.MILLISECONDS),
                () -> worker.schedule(null),
                () -> worker.schedule(null, 10, TimeUnit.MILLISECONDS),
                () -> worker.schedulePeriodically(null, 5, 10, TimeUnit.MILLISECONDS));
        calls.forEach(call ->
                assertEquals("run is null", assertThrows(NullPointerException.class, call::run).getMessage()));
        assertEquals(1, ((RuntimeScheduler) scheduler).size(), "the worker alone");
        worker.dispose();
    }

    @Test
    void theTimeIsThatOfDay() {
        long before = System.currentTimeMillis();
        long now = scheduler.now(TimeUnit.MILLISECONDS);
        Scheduler.Worker worker = scheduler.createWorker();
        assertTrue(now >= before && worker.now(TimeUnit.MILLISECONDS) <= System.currentTimeMillis());
        assertEquals(now / 1000, scheduler.now(TimeUnit.SECONDS), 1);
        worker.dispose();
    }

    @Test
    void workersRunBesideOneAnother() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        Runnable meets = () -> {
            both.countDown();
            awaitQuietly(both);
        };
        Scheduler.Worker first = scheduler.createWorker();
        Scheduler.Worker second = scheduler.createWorker();
        first.schedule(meets);
        second.schedule(meets);
        await(both);
        first.dispose();
        second.dispose();
    }
}
