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
 * A runtime in virtual time, on the test's thread. Nothing runs unless the test drives it, and time stands still unless
 * the test moves it. It is modelled on Tokio's {@code time::pause}.
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
 * <p>The runtime belongs to the thread that started it, and only that thread drives it. Until it is closed, it is that
 * thread's current runtime: streams that the thread subscribes to, spawns or blocks on run on it. When the thread
 * blocks on a stream, or waits in a {@link TestSubscriber} or {@link TestPublisher}, it drives the runtime. Time then
 * moves to the next deadline whenever nothing else is left to do.
 *
 * <p>Blocking jobs run on that thread too, when nothing else is ready and before time moves. A job must not wait for
 * anything that only the runtime could bring, unless it waits with {@code blockOn}. There are no sockets: a
 * {@link io.nagare.testing.simulation.Simulation} has them. Files are the system's.
 *
 * <p><i>Promise.</i> With the same seed and without other threads, everything happens in the same order, at the same
 * virtual times, and with the same random numbers.
 *
 * @since 0.1
 */
public final class VirtualRuntime implements Nagare {

    /** The runtime that the thread has started last and not closed. */
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
     * Starts a runtime that runs tasks in the order in which they became ready. Its random numbers come from the seed
     * 0.
     */
    public static VirtualRuntime start() {
        return enter(VirtualMachine.of("virtual", new SplittableRandom(0)::nextLong, null));
    }

    /**
     * Starts a runtime in which a seed decides the order of ready tasks and the random numbers. A test with many seeds
     * sees many interleavings. A seed that has failed fails again.
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
     * The open runtime that the calling thread must drive while it waits, or null. Also null inside a task, which
     * cannot wait.
     */
    static @Nullable VirtualRuntime ofThread() {
        VirtualRuntime runtime = CURRENT.get();
        return runtime == null || runtime.machine.isClosed() || VirtualMachine.isInsideTask() ? null : runtime;
    }

    /**
     * Runs all ready tasks and blocking jobs, and those that become ready thereby, until there are none. Time stands
     * still. Never returns if a stream neither waits nor ends.
     *
     * @throws IllegalStateException if called on a thread that did not start this
     */
    public VirtualRuntime runUntilIdle() {
        checkThread("runUntilIdle");
        machine.runUntilIdle();
        return this;
    }

    /**
     * Moves time forward. Each deadline on the way is reached at its own time, in order. All that it makes ready runs
     * before the next deadline.
     *
     * @param by how far, at least 0, and at most to 292 years after the start (a long of nanoseconds)
     * @throws IllegalArgumentException if {@code by} is negative or leads past that end
     * @throws IllegalStateException if called on a thread that did not start this
     */
    public VirtualRuntime advance(Duration by) {
        checkThread("advance");
        if (requireNonNull(by, "by").isNegative()) {
            throw new IllegalArgumentException("time can only be advanced by 0 or more, but was advanced by " + by);
        }
        if (by.compareTo(Duration.ofNanos(Long.MAX_VALUE - machine.nanoTime())) > 0) {
            throw new IllegalArgumentException("time ends 292 years after the start, but was advanced by " + by);
        }
        machine.advance(by);
        return this;
    }

    /**
     * Runs all that is ready. Then moves time to the next deadline and runs all that it makes ready.
     *
     * @return whether there was a deadline
     * @throws IllegalStateException if called on a thread that did not start this
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
     * The failures so far that reached no subscriber: those of tasks for which no subscriber waits, and those after the
     * end of a stream. Any thread.
     */
    public List<Throwable> unseenFailures() {
        return machine.unseen();
    }

    /**
     * Checks that there are no {@link #unseenFailures()}. Any thread.
     *
     * @throws AssertionError if there are any; the first is its cause, the others are suppressed
     */
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

    /** Spawns a computation that the test's thread runs when nothing else is ready. */
    @Override
    public <T> Task<T> spawnBlocking(Callable<? extends @Nullable T> computation) {
        return runtime.spawnBlocking(computation);
    }

    /**
     * Drives this runtime until there is a result. Time moves to the next deadline whenever nothing else is left to do.
     * If there is no deadline either, waits in real time for other threads.
     *
     * @throws IllegalStateException if no other thread brings anything within 10 seconds, or if called on a thread that
     *     did not start this
     */
    @Override
    public <T> @Nullable T blockOn(One<T> one) {
        checkThread("blockOn");
        return runtime.blockOn(one);
    }

    /**
     * As {@link #blockOn(One)}, but for {@code limit} of virtual time at most.
     *
     * @throws io.nagare.failure.TimedOutException if there is no result in time
     * @throws IllegalStateException if called on a thread that did not start this
     */
    @Override
    public <T> @Nullable T blockOn(One<T> one, Duration limit) {
        checkThread("blockOn");
        return runtime.blockOn(one, limit);
    }

    /**
     * Counts live tasks, ready strands (as the injection depth), and blocking jobs that have not started. There are no
     * workers to count.
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
     * Cancels all live tasks, runs what is left, and makes the thread's former runtime its current one again.
     *
     * @throws IllegalStateException if called on a thread that did not start this
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
     * Drives this runtime as {@code blockOn} does until a condition holds. Returns whether it holds within
     * {@code limit} of real time.
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
