package io.nagare.engine.virtual;

import io.nagare.Nagare;
import io.nagare.engine.EngineRuntime;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.engine.scheduler.StepScheduler;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A runtime in virtual time and what drives it. Only the test kit calls it, on the thread of the test; tests use {@code
 * VirtualRuntime}. None of the engine's other types appears in a signature.
 */
public final class VirtualMachine {

    private final StepScheduler scheduler;
    private final Nagare runtime;

    private VirtualMachine(StepScheduler scheduler) {
        this.scheduler = scheduler;
        this.runtime = EngineRuntime.on(scheduler);
    }

    /**
     * Makes one at the time 0.
     *
     * @param chance makes a random number below a bound
     * @param order makes a number below a bound, which chooses what runs next; null for the order in which it became
     *     ready
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
     * Makes that one's runtime the calling thread's current one until it is closed; null restores the default runtime.
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

    /** Runs what is ready and the blocking jobs that wait, until there are neither. */
    public void runUntilIdle() {
        scheduler.runUntilIdle();
    }

    /** Moves time on, and runs what each deadline on the way makes ready, blocking jobs included. */
    public void advance(Duration by) {
        scheduler.advanceWithJobs(by);
    }

    /** Moves time to the next deadline and fires it. Returns whether there was one. */
    public boolean fireNext() {
        return scheduler.fireNext(Long.MAX_VALUE);
    }

    /**
     * Runs until a condition holds, moving time to the next deadline whenever nothing else is left to do.
     *
     * @param patience how long another thread is given, in real time, when nothing is left to do
     * @throws IllegalStateException if nothing comes
     */
    public void runUntil(BooleanSupplier done, Duration patience) throws InterruptedException {
        scheduler.runUntil(done, Long.MAX_VALUE, patience);
    }

    /** The failures that nobody could see. */
    public List<Throwable> unseen() {
        return scheduler.unseen();
    }
}
