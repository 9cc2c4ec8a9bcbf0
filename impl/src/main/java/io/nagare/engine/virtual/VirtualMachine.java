package io.nagare.engine.virtual;

import io.nagare.Nagare;
import io.nagare.engine.EngineRuntime;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.engine.scheduler.step.StepScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A runtime in virtual time, and the means to drive it. Only the test kit calls it, on the thread of the test; tests
 * use {@code VirtualRuntime}. No other type of the engine appears in a signature.
 */
public final class VirtualMachine {

    private final StepScheduler scheduler;
    private final Nagare runtime;

    VirtualMachine(StepScheduler scheduler) {
        this.scheduler = scheduler;
        this.runtime = EngineRuntime.on(scheduler);
    }

    /**
     * Makes a machine at time 0.
     *
     * @param chance draws a random number from 0 to its argument, exclusive
     * @param order draws a number from 0 to its argument, exclusive, which chooses the ready task that runs next; null
     *     to run tasks in the order in which they became ready
     */
    public static VirtualMachine of(String name, LongUnaryOperator chance, @Nullable LongUnaryOperator order) {
        StepScheduler scheduler = new StepScheduler(name);
        scheduler.chance(chance);
        if (order != null) {
            scheduler.order(order);
        }
        return new VirtualMachine(scheduler);
    }

    /**
     * Makes a machine's runtime the current one of the calling thread, until that runtime is closed. Null restores the
     * default runtime.
     */
    public static void enter(@Nullable VirtualMachine machine) {
        Schedulers.enter(machine == null ? null : machine.scheduler);
    }

    /** Returns whether the calling thread is inside a task of any runtime. */
    public static boolean isInsideTask() {
        return Schedulers.currentOrNull() != null;
    }

    /** The runtime. */
    public Nagare runtime() {
        return runtime;
    }

    /** The name of the runtime. */
    public String name() {
        return scheduler.name();
    }

    /** Returns whether the runtime has been closed. */
    public boolean isClosed() {
        return scheduler.isClosed();
    }

    /** The virtual time since the start, in nanoseconds. */
    public long nanoTime() {
        return scheduler.nanoTime();
    }

    /** The time of day. */
    public Instant now() {
        return scheduler.now();
    }

    /** Runs ready tasks and waiting blocking jobs until there are none of either. */
    public void runUntilIdle() {
        scheduler.runUntilIdle();
    }

    /** Moves time forward. Stops at each deadline on the way to run what it makes ready, blocking jobs included. */
    public void advance(Duration by) {
        scheduler.advanceWithJobs(by);
    }

    /** Moves time to the next deadline and fires it. Returns whether there was a deadline. */
    public boolean fireNext() {
        return scheduler.fireNext(Long.MAX_VALUE);
    }

    /**
     * Runs until a condition holds, moving time to the next deadline whenever nothing else is left to do.
     *
     * @param patience how long to wait in real time for another thread when nothing is left to do
     * @throws IllegalStateException if nothing is left to do and no other thread brings work in time
     */
    public void runUntil(BooleanSupplier done, Duration patience) throws InterruptedException {
        scheduler.runUntil(done, Long.MAX_VALUE, patience);
    }

    /** Lets nothing of this machine run until {@link #resume}. */
    public void pause() {
        scheduler.pause();
    }

    /** Goes on after {@link #pause}. */
    public void resume() {
        scheduler.resume();
    }

    /** Forgets all that this machine runs and waits for. None of its code runs any more. */
    public void crash() {
        scheduler.crash();
    }

    /** Lets the clock run fast from now on, by some parts in a million; slow if negative. */
    public void drift(long partsInAMillion) {
        scheduler.drift(partsInAMillion);
    }

    /** Moves the time of day. */
    public void jump(Duration by) {
        scheduler.jump(by);
    }

    /** What is live on this machine, oldest first. */
    public List<?> live() {
        return scheduler.live();
    }

    /** The number of deadlines that are armed. */
    public int armedCount() {
        return scheduler.armedCount();
    }

    /** The rules that foreign publishers and subscribers have broken at edges; each message ends with the number. */
    public List<Throwable> violations() {
        return scheduler.violations();
    }

    /** The failures that reached no subscriber. */
    public List<Throwable> unseen() {
        return scheduler.unseen();
    }
}
