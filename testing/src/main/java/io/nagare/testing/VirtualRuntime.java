package io.nagare.testing;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.RuntimeMetrics;
import io.nagare.Task;
import io.nagare.driver.Driver;
import io.nagare.engine.virtual.VirtualMachine;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A runtime on one thread, the test's, in virtual time: nothing runs unless the test drives it, and time stands still
 * unless the test moves it. After Tokio's {@code time::pause}.
 *
 * <pre>{@code
 * try (VirtualRuntime runtime = VirtualRuntime.start()) {
 *     TestSubscriber<Long> ticks = TestSubscriber.requesting(3);
 *     Many.interval(Duration.ZERO, Duration.ofHours(1)).subscribe(ticks);
 *     runtime.advance(Duration.ofHours(2));
 *     ticks.assertItems(0L, 1L, 2L);
 * }
 * }</pre>
 *
 * <p>It belongs to the thread that started it, which alone drives it. Until it is closed it is that thread's current
 * runtime: what the thread subscribes to, spawns and awaits there runs on it. The thread's {@code blockOn}, here or of
 * a stream, drives it and moves time to the next deadline whenever nothing else is left to do; so do the waits of
 * {@link TestSubscriber} and {@link TestPublisher}.
 *
 * <p>Blocking jobs run on that thread too, when nothing else is ready and before time moves; one must not wait for what
 * only the runtime could bring, unless with {@code blockOn}. There are no sockets; files are the system's.
 *
 * <p><i>Promise.</i> With the same seed and nothing from other threads, everything happens in the same order, at the
 * same virtual times, with the same random numbers.
 */
public final class VirtualRuntime implements Nagare {

    /** The one that the thread has started last and not closed. */
    private static final ThreadLocal<@Nullable VirtualRuntime> CURRENT = new ThreadLocal<>();

    private final Thread owner = Thread.currentThread();
    private final VirtualMachine machine;
    private final Nagare runtime;
    private final @Nullable VirtualRuntime outer;

    private VirtualRuntime(VirtualMachine machine) {
        this.machine = machine;
        this.runtime = machine.runtime();
        this.outer = ofThread();
    }

    /**
     * Starts one that runs what is ready in the order in which it became ready. Its random numbers are those of the
     * seed 0.
     */
    public static VirtualRuntime start() {
        return enter(VirtualMachine.of("virtual", new SplittableRandom(0)::nextLong, null));
    }

    /**
     * Starts one that runs what is ready in an order that the seed decides, as it does its random numbers. Tests with
     * many seeds see many interleavings; a seed that fails fails again.
     */
    public static VirtualRuntime start(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SplittableRandom chance = random.split();
        SplittableRandom order = random.split();
        return enter(VirtualMachine.of("virtual, seed " + seed, chance::nextLong, order::nextLong));
    }

    private static VirtualRuntime enter(VirtualMachine machine) {
        VirtualRuntime runtime = new VirtualRuntime(machine);
        CURRENT.set(runtime);
        VirtualMachine.enter(machine);
        return runtime;
    }

    /**
     * The open one that the calling thread is to drive when it waits, or null: also when it is inside a task, which
     * cannot wait.
     */
    static @Nullable VirtualRuntime ofThread() {
        VirtualRuntime runtime = CURRENT.get();
        return runtime == null || runtime.machine.isClosed() || VirtualMachine.isInsideTask() ? null : runtime;
    }

    /**
     * Runs all that is ready, blocking jobs included, and what that makes ready, until nothing is. Time stands still.
     * Never returns if a stream that never waits has no end.
     */
    public VirtualRuntime runUntilIdle() {
        checkThread("runUntilIdle");
        machine.runUntilIdle();
        return this;
    }

    /**
     * Moves time on. Each deadline on the way is reached at its own time, in order, and all that it makes ready is run
     * before the next.
     *
     * @param by how far, at least 0, and not further than 292 years (the nanoseconds of a long) from the start
     */
    public VirtualRuntime advance(Duration by) {
        checkThread("advance");
        if (requireNonNull(by, "by").isNegative()) {
            throw new IllegalArgumentException("time can be moved on by 0 or more, but was told " + by);
        }
        if (by.compareTo(Duration.ofNanos(Long.MAX_VALUE - machine.nanoTime())) > 0) {
            throw new IllegalArgumentException("time ends 292 years after the start, but was told to move on by " + by);
        }
        machine.advance(by);
        return this;
    }

    /**
     * Runs all that is ready, then moves time to the next deadline and runs all that it makes ready.
     *
     * @return whether there was a deadline
     */
    public boolean advanceToNext() {
        checkThread("advanceToNext");
        machine.runUntilIdle();
        boolean moved = machine.fireNext();
        machine.runUntilIdle();
        return moved;
    }

    /** The virtual time since the start. */
    public Duration elapsed() {
        return Duration.ofNanos(machine.nanoTime());
    }

    /**
     * The failures so far that nobody could see otherwise: of tasks that nobody waits for, or after the end of a
     * stream.
     */
    public List<Throwable> unseenFailures() {
        return machine.unseen();
    }

    /** Checks that there are no {@link #unseenFailures()}. */
    public VirtualRuntime assertNoUnseenFailure() {
        List<Throwable> failures = unseenFailures();
        if (!failures.isEmpty()) {
            AssertionError failed =
                    new AssertionError("expected no unseen failure, but there are " + failures, failures.get(0));
            failures.stream().skip(1).forEach(failed::addSuppressed);
            throw failed;
        }
        return this;
    }

    @Override
    public <T> Task<T> spawn(One<T> computation) {
        return runtime.spawn(computation);
    }

    @Override
    public Task<Void> spawn(Many<?> stream) {
        return runtime.spawn(stream);
    }

    @Override
    public <T> Task<T> spawn(Callable<? extends @Nullable T> computation) {
        return runtime.spawn(computation);
    }

    /** Has a computation run by the test's thread when nothing else is ready. */
    @Override
    public <T> Task<T> spawnBlocking(Callable<? extends @Nullable T> computation) {
        return runtime.spawnBlocking(computation);
    }

    /**
     * Drives this runtime until there is a result. Time moves to the next deadline whenever nothing else is left to do.
     *
     * @throws IllegalStateException if there is no deadline either, and no other thread brings anything within 10
     *     seconds
     */
    @Override
    public <T> @Nullable T blockOn(One<T> one) {
        checkThread("await");
        return runtime.blockOn(one);
    }

    /** As {@link #blockOn(One)}, but not for longer than {@code limit} of virtual time. */
    @Override
    public <T> @Nullable T blockOn(One<T> one, Duration limit) {
        checkThread("await");
        return runtime.blockOn(one, limit);
    }

    /**
     * Counts live tasks, strands that are ready (as the injection depth) and blocking jobs that have not started; knows
     * no workers.
     */
    @Override
    public RuntimeMetrics metrics() {
        return runtime.metrics();
    }

    @Override
    public Driver driver() {
        return runtime.driver();
    }

    /**
     * Cancels all that is alive, runs what is left, and lets the thread have the runtime that was its current one
     * before.
     */
    @Override
    public boolean close(Duration limit) {
        checkThread("close");
        boolean ended = runtime.close(limit);
        if (CURRENT.get() == this) {
            CURRENT.set(outer);
            VirtualMachine.enter(outer == null ? null : outer.machine);
        }
        return ended;
    }

    /**
     * Drives this runtime as {@code blockOn} does until a condition holds. Returns whether it does within that real
     * time.
     */
    boolean driveUntil(BooleanSupplier condition, Duration limit) throws InterruptedException {
        long start = System.nanoTime();
        BooleanSupplier late = () -> System.nanoTime() - start > limit.toNanos();
        machine.runUntil(() -> condition.getAsBoolean() || late.getAsBoolean(), limit.plusSeconds(1));
        return condition.getAsBoolean();
    }

    private void checkThread(String call) {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException(
                    call + " was called on " + Thread.currentThread().getName() + ", but this runtime belongs to "
                            + owner.getName() + ", which started it");
        }
    }

    @Override
    public String toString() {
        return "VirtualRuntime[" + machine.name() + ", after " + elapsed() + "]";
    }
}
