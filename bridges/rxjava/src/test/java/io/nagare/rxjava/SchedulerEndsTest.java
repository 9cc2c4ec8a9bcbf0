package io.nagare.rxjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How tasks, workers, a scheduler and its runtime end, and what is left then. */
class SchedulerEndsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Queue<String> unseen = new ConcurrentLinkedQueue<>();
    private Undelivered undelivered;
    private Nagare nagare;
    private RuntimeScheduler scheduler;

    @BeforeEach
    void start() {
        undelivered = new Undelivered();
        nagare = Nagare.multiThread()
                .workers(2)
                .onUnseenFailure((failure, where) -> unseen.add(failure + ", " + where))
                .start();
        scheduler = (RuntimeScheduler) RxJavaNagare.scheduler(nagare);
    }

    @AfterEach
    void close() {
        scheduler.shutdown();
        nagare.close();
        undelivered.close();
        assertEquals(List.of(), undelivered.all());
        assertEquals(List.of(), List.copyOf(unseen));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Makes a worker wait until the result is counted down. */
    private static CountDownLatch holdUp(Scheduler.Worker worker) {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        worker.schedule(() -> {
            begun.countDown();
            await(release);
        });
        await(begun);
        return release;
    }

    private void awaitNothingLeft() {
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (scheduler.size() > 0 && System.nanoTime() < limit) {
            Thread.onSpinWait();
        }
        assertEquals(0, scheduler.size());
    }

    @Test
    void aDisposedTaskDoesNotBegin() {
        AtomicInteger runs = new AtomicInteger();
        scheduler.scheduleDirect(runs::incrementAndGet, 1, TimeUnit.HOURS).dispose();
        Scheduler.Worker worker = scheduler.createWorker();
        CountDownLatch release = holdUp(worker);
        worker.schedule(runs::incrementAndGet).dispose();
        CountDownLatch last = new CountDownLatch(1);
        worker.schedule(last::countDown);
        release.countDown();
        await(last);
        assertEquals(0, runs.get());
    }

    @Test
    void aLatePeriodicTaskWaitsOnce() {
        Scheduler.Worker worker = scheduler.createWorker();
        CountDownLatch release = holdUp(worker);
        AtomicInteger runs = new AtomicInteger();
        Disposable periodic = worker.schedulePeriodically(runs::incrementAndGet, 0, 0, TimeUnit.MILLISECONDS);
        worker.schedule(periodic::dispose);
        CountDownLatch last = new CountDownLatch(1);
        worker.schedule(last::countDown);
        release.countDown();
        await(last);
        assertEquals(1, runs.get());
    }

    @Test
    void aDisposedWorkerTakesNoTaskAndSaysNothing() {
        AtomicInteger runs = new AtomicInteger();
        Scheduler.Worker worker = scheduler.createWorker();
        CountDownLatch release = holdUp(worker);
        Disposable queued = worker.schedule(runs::incrementAndGet);
        Disposable later = worker.schedule(runs::incrementAndGet, 1, TimeUnit.MILLISECONDS);
        Disposable periodic = worker.schedulePeriodically(runs::incrementAndGet, 0, 0, TimeUnit.MILLISECONDS);
        worker.dispose();
        assertTrue(worker.isDisposed() && queued.isDisposed() && later.isDisposed() && periodic.isDisposed());
        assertTrue(worker.schedule(runs::incrementAndGet).isDisposed());
        assertTrue(worker.schedule(runs::incrementAndGet, 1, TimeUnit.MILLISECONDS).isDisposed());
        assertTrue(worker.schedulePeriodically(runs::incrementAndGet, 0, 0, TimeUnit.DAYS).isDisposed());
        release.countDown();
        CountDownLatch after = new CountDownLatch(1);
        scheduler.scheduleDirect(after::countDown, 10, TimeUnit.MILLISECONDS);
        await(after);
        assertEquals(0, runs.get());
        awaitNothingLeft();
    }

    @Test
    void aRecursionEndsWithItsWorker() {
        for (long delay : new long[] {0, 1}) {
            Scheduler.Worker worker = scheduler.createWorker();
            CountDownLatch tenth = new CountDownLatch(1);
            AtomicInteger runs = new AtomicInteger();
            worker.schedule(new Runnable() {
                @Override
                public void run() {
                    if (runs.incrementAndGet() == 10) {
                        worker.dispose();
                        tenth.countDown();
                    }
                    worker.schedule(this, delay, TimeUnit.MILLISECONDS);
                }
            });
            await(tenth);
            awaitNothingLeft();
            assertEquals(10, runs.get());
        }
    }

    @Test
    void cancellingWhileItemsComeSaysNothing() {
        for (int i = 0; i < 300; i++) {
            CountDownLatch some = new CountDownLatch(20);
            Disposable subscription = Flowable.range(0, 1_000_000)
                    .observeOn(scheduler, false, 8)
                    .rebatchRequests(4)
                    .subscribeOn(scheduler)
                    .subscribe(item -> some.countDown());
            await(some);
            subscription.dispose();
        }
        awaitNothingLeft();
    }

    @Test
    void shutdownEndsAllTasksAndRejectsNewOnes() throws InterruptedException {
        Scheduler.Worker worker = scheduler.createWorker();
        Disposable direct = scheduler.scheduleDirect(() -> {}, 1, TimeUnit.HOURS);
        Disposable ofWorker = worker.schedule(() -> {}, 1, TimeUnit.HOURS);
        scheduler.shutdown();
        scheduler.shutdown();
        assertTrue(worker.isDisposed() && direct.isDisposed() && ofWorker.isDisposed());
        List<Supplier<Disposable>> late = List.of(
                () -> scheduler.scheduleDirect(() -> {}),
                () -> worker.schedule(() -> {}),
                () -> scheduler.createWorker().schedule(() -> {}));
        for (Supplier<Disposable> call : late) {
            assertTrue(call.get().isDisposed());
            Throwable rejected = assertInstanceOf(RejectedExecutionException.class, undelivered.next());
            assertTrue(rejected.getMessage().contains("was shut down"), rejected.getMessage());
        }
        assertEquals(1, nagare.blockOn(nagare.spawn(() -> 1), LIMIT), "the runtime goes on");
        assertEquals(0, scheduler.size());

        scheduler.start();
        scheduler.start();
        CountDownLatch again = new CountDownLatch(2);
        scheduler.scheduleDirect(again::countDown);
        scheduler.createWorker().schedule(again::countDown);
        await(again);
    }

    @Test
    void nothingIsKeptOfWorkersAndTasksThatHaveEnded() {
        for (int i = 0; i < 100; i++) {
            Flowable.range(0, 10).observeOn(scheduler).subscribeOn(scheduler).blockingLast();
            Flowable.timer(1, TimeUnit.MILLISECONDS, scheduler).blockingLast();
        }
        Flowable.interval(1, TimeUnit.MILLISECONDS, scheduler).take(5).blockingLast();
        scheduler.scheduleDirect(() -> {}, 1, TimeUnit.HOURS).dispose();
        scheduler.createWorker().dispose();
        awaitNothingLeft();
    }

    @Test
    void aDisposedTaskIsNotKeptAlive() {
        Scheduler.Worker worker = scheduler.createWorker();
        CountDownLatch release = holdUp(worker);
        List<WeakReference<Object>> captured = new ArrayList<>();
        List<Disposable> tasks = new ArrayList<>();
        for (long delay : new long[] {0, 1_000_000}) {
            tasks.add(worker.schedule(capturing(captured), delay, TimeUnit.MILLISECONDS));
            tasks.add(worker.schedulePeriodically(capturing(captured), delay, 1, TimeUnit.MILLISECONDS));
            tasks.add(scheduler.scheduleDirect(capturing(captured), 1_000_000, TimeUnit.MILLISECONDS));
        }
        tasks.forEach(Disposable::dispose);
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (captured.stream().anyMatch(reference -> reference.get() != null) && System.nanoTime() < limit) {
            System.gc();
        }
        captured.forEach(reference -> assertNull(reference.get()));
        assertEquals(6, tasks.size(), "which are still held themselves");
        release.countDown();
    }

    @Test
    void aForgottenSchedulerIsNotKeptByItsRuntime() {
        WeakReference<Scheduler> forgotten = new WeakReference<>(used());
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (forgotten.get() != null && System.nanoTime() < limit) {
            System.gc();
        }
        assertNull(forgotten.get());
    }

    private Scheduler used() {
        Scheduler scheduler = RxJavaNagare.scheduler(nagare);
        Flowable.range(0, 10).observeOn(scheduler).blockingLast();
        return scheduler;
    }

    private static Runnable capturing(List<WeakReference<Object>> captured) {
        Object object = new Object();
        captured.add(new WeakReference<>(object));
        return object::hashCode;
    }

    @Test
    void aClosingRuntimeDisposesOfWhatWaits() throws InterruptedException {
        Scheduler.Worker worker = scheduler.createWorker();
        List<Disposable> waiting = List.of(
                scheduler.scheduleDirect(() -> {}, 1, TimeUnit.HOURS),
                scheduler.schedulePeriodicallyDirect(() -> {}, 1, 1, TimeUnit.MILLISECONDS),
                worker.schedule(() -> {}, 1, TimeUnit.HOURS),
                worker.schedulePeriodically(() -> {}, 1, 1, TimeUnit.MILLISECONDS),
                worker.schedulePeriodically(() -> {}, 0, 0, TimeUnit.MILLISECONDS));
        assertTrue(nagare.close(LIMIT));
        assertEquals(List.of(), waiting.stream().filter(task -> !task.isDisposed()).map(waiting::indexOf).toList());
        worker.dispose();
        awaitNothingLeft();
        // A periodic task may have come just too late.
        undelivered.all().forEach(failure -> assertInstanceOf(
                RejectedExecutionException.class, failure.getCause(), failure::toString));
        while (!undelivered.all().isEmpty()) {
            undelivered.next();
        }
    }

    @Test
    void aClosedRuntimeRejectsAsRxJavaDoes() throws InterruptedException {
        Scheduler.Worker worker = scheduler.createWorker();
        nagare.close();
        List<Supplier<Disposable>> late = List.of(
                () -> scheduler.scheduleDirect(() -> {}),
                () -> scheduler.scheduleDirect(() -> {}, 1, TimeUnit.SECONDS),
                () -> scheduler.schedulePeriodicallyDirect(() -> {}, 1, 1, TimeUnit.SECONDS),
                () -> worker.schedule(() -> {}),
                () -> worker.schedule(() -> {}, 1, TimeUnit.SECONDS));
        for (Supplier<Disposable> call : late) {
            assertTrue(call.get().isDisposed());
            Throwable rejected = assertInstanceOf(RejectedExecutionException.class, undelivered.next());
            assertTrue(rejected.getMessage().endsWith("is closed"), rejected.getMessage());
        }
        worker.dispose();
        worker.schedule(() -> {});
        awaitNothingLeft();
    }

    @Test
    void aRuntimeMayCloseWhileTasksComeFromEverywhere() {
        for (int i = 0; i < 30; i++) {
            Nagare closing = Nagare.multiThread().workers(2).start();
            RuntimeScheduler on = (RuntimeScheduler) RxJavaNagare.scheduler(closing);
            CountDownLatch running = new CountDownLatch(3);
            Scheduler.Worker worker = on.createWorker();
            Runnable again = new Runnable() {
                @Override
                public void run() {
                    running.countDown();
                    if (!worker.schedule(this).isDisposed()) {
                        worker.schedule(() -> {}, 1, TimeUnit.MILLISECONDS);
                        on.scheduleDirect(() -> {});
                    }
                }
            };
            worker.schedule(again);
            await(running);
            assertTrue(closing.close(LIMIT));
            worker.dispose();
            long limit = System.nanoTime() + LIMIT.toNanos();
            while (on.size() > 0 && System.nanoTime() < limit) {
                Thread.onSpinWait();
            }
            assertEquals(0, on.size());
        }
        undelivered.close();
        undelivered = new Undelivered();
    }

    @Test
    void aFailureGoesToRxJavasHandlerAndTheWorkerGoesOn() throws InterruptedException {
        Scheduler.Worker worker = scheduler.createWorker();
        IllegalStateException failure = new IllegalStateException("not today");
        Error error = new OutOfMemoryError("planted");
        Disposable failed = worker.schedule(() -> {
            throw failure;
        });
        assertSame(failure, undelivered.next());
        assertTrue(failed.isDisposed());
        scheduler.scheduleDirect(() -> {
            throw error;
        });
        assertSame(error, undelivered.next());
        CountDownLatch next = new CountDownLatch(1);
        worker.schedule(next::countDown);
        await(next);
    }

    @Test
    void aFailureEndsAPeriodicTask() throws InterruptedException {
        Scheduler.Worker worker = scheduler.createWorker();
        for (boolean direct : new boolean[] {true, false}) {
            Runnable fails = () -> {
                throw new IllegalStateException("not today");
            };
            Disposable task = direct
                    ? scheduler.schedulePeriodicallyDirect(fails, 0, 1, TimeUnit.MILLISECONDS)
                    : worker.schedulePeriodically(fails, 0, 1, TimeUnit.MILLISECONDS);
            assertEquals("not today", undelivered.next().getMessage());
            assertTrue(task.isDisposed());
        }
        worker.dispose();
        awaitNothingLeft();
    }

    @Test
    void aHandlerThatFailsDoesNotEndAWorker() throws InterruptedException {
        PrintStream standardError = System.err;
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        try {
            Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
                throw new IllegalStateException("worse");
            });
            System.setErr(new PrintStream(OutputStream.nullOutputStream()));
            RxJavaPlugins.setErrorHandler(failure -> {
                throw new IllegalArgumentException("the handler is broken");
            });
            Scheduler.Worker worker = scheduler.createWorker();
            worker.schedule(() -> {
                throw new IllegalStateException("not today");
            });
            CountDownLatch next = new CountDownLatch(1);
            worker.schedule(next::countDown);
            await(next);
            worker.dispose();
        } finally {
            System.setErr(standardError);
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertTrue(unseen.peek() == null || unseen.poll().endsWith("the error handler of RxJava"));
    }
}
