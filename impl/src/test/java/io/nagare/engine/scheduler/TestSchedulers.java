package io.nagare.engine.scheduler;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.engine.blocking.BlockingPool;
import io.nagare.engine.scheduler.base.Scheduler;
import io.nagare.engine.scheduler.base.SchedulerSettings;
import io.nagare.engine.scheduler.stealing.WorkStealingScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts schedulers for a test and closes them after it. The test fails if there is a failure that it did not take out
 * of {@link #failures}.
 */
public final class TestSchedulers implements AfterEachCallback {

    /** The failures that reached the handler. A test takes its expected failures out. */
    public final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    private final List<Scheduler> started = new ArrayList<>();

    public WorkStealingScheduler workStealing(int workers) {
        return workStealing(settings(workers));
    }

    public WorkStealingScheduler workStealing(SchedulerSettings settings) {
        WorkStealingScheduler scheduler = new WorkStealingScheduler(settings, blockingPool());
        started.add(scheduler);
        return scheduler;
    }

    public CurrentThreadScheduler currentThread() {
        CurrentThreadScheduler scheduler = new CurrentThreadScheduler(settings(1), blockingPool());
        started.add(scheduler);
        return scheduler;
    }

    public SchedulerSettings settings(int workers) {
        return SchedulerSettings.of("test", workers, (failure, where) -> failures.add(failure));
    }

    /** Excludes a scheduler from the closing after the test. */
    public void forget(Scheduler scheduler) {
        started.remove(scheduler);
    }

    private BlockingPool blockingPool() {
        return new BlockingPool("test", 8, 64, Duration.ofSeconds(1), (failure, where) -> failures.add(failure));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        for (Scheduler scheduler : started) {
            assertTrue(scheduler.close(Duration.ofSeconds(20)), "not closed in time");
        }
        AssertionError all = new AssertionError("unseen failures");
        failures.forEach(all::addSuppressed);
        if (!failures.isEmpty()) {
            throw all;
        }
    }

    public static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS), "waited too long");
        } catch (InterruptedException interrupt) {
            throw new AssertionError(interrupt);
        }
    }

    /** Keeps the calling thread busy until the condition holds, as a computing task would. */
    public static void computeUntil(BooleanSupplier done) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!done.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "computed too long");
            Thread.onSpinWait();
        }
    }

    /** Waits until the condition holds, and leaves the processor to other threads. */
    public static void waitUntil(BooleanSupplier done) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!done.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "waited too long");
            LockSupport.parkNanos(100_000);
        }
    }

    public static void computeFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
