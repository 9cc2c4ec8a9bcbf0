package io.nagare.engine.scheduler.step;

import io.nagare.engine.scheduler.base.CallerDriven;
import io.nagare.engine.scheduler.base.Scheduler;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** How a test drives the world of a {@link StepScheduler}. Called on the thread that steps. */
abstract sealed class SteppedScheduler extends Scheduler implements CallerDriven permits StepScheduler {

    final StepWorld world;
    final String name;

    SteppedScheduler(String name, StepWorld world) {
        this.name = name;
        this.world = world;
    }

    @Override
    public final String name() {
        return name;
    }

    /** The world that this belongs to. */
    public StepWorld world() {
        return world;
    }

    /** Runs ready schedulables until there are none. */
    public void runAll() {
        world.runAll();
    }

    /** Runs one ready schedulable. Returns whether there was one. */
    public boolean runOne() {
        return world.runOne();
    }

    /** Runs ready schedulables and waiting blocking jobs until there are none of either. */
    public void runUntilIdle() {
        world.runUntilIdle();
    }

    /**
     * Runs until a condition holds. Moves time to the next deadline whenever nothing else is left to do. If there is no
     * deadline either, waits in real time for another thread to bring work.
     *
     * @throws IllegalStateException if no other thread brings work in time
     */
    @Override
    public boolean runUntil(BooleanSupplier done) throws InterruptedException {
        return runUntil(done, Long.MAX_VALUE, StepWorld.PATIENCE);
    }

    /**
     * As {@link #runUntil(BooleanSupplier)}, but for {@code limitNanos} nanoseconds of virtual time at most. These are
     * not waited for in real time.
     */
    @Override
    public boolean runUntil(BooleanSupplier done, long limitNanos) throws InterruptedException {
        return runUntil(done, limitNanos, StepWorld.PATIENCE);
    }

    /**
     * As {@link #runUntil(BooleanSupplier, long)}. Waits for other threads for {@code patience} of real time when
     * nothing is left to do, and evaluates the condition meanwhile.
     */
    public boolean runUntil(BooleanSupplier done, long limitNanos, Duration patience) throws InterruptedException {
        return world.runUntil(done, limitNanos, patience, name);
    }

    /** Moves time forward. Fires each timer at its own time, and runs what it makes ready. */
    public void advance(Duration by) {
        world.advance(by);
    }

    /** As {@link #advance}, but also runs the blocking jobs that wait at each of these times. */
    public void advanceWithJobs(Duration by) {
        world.advanceWithJobs(by);
    }

    /** Moves time to the next deadline and fires it. Returns whether there was a deadline not after {@code end}. */
    public boolean fireNext(long end) {
        return world.fireNext(end);
    }

    /** Runs the waiting blocking jobs on this thread, and then what they made ready. */
    public void runJobs() {
        world.runJobs();
    }
}
