package io.nagare.engine.scheduler;

import io.nagare.RuntimeMetrics;
import io.nagare.driver.Driver;
import io.nagare.engine.queue.Contention;
import io.nagare.engine.time.SystemRandomness;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The seam for execution: decides which thread runs a schedulable that is ready, and lends strands the services of its
 * runtime. All methods may be called from any thread unless they say otherwise.
 *
 * <p>Always holds: a schedulable that was scheduled is run, before or after {@link #close}.
 */
public abstract class Scheduler implements Driver {

    /**
     * The scheduler that a thread runs tasks of without being its worker. There may be several, one inside the other.
     */
    private static final ThreadLocal<@Nullable Scheduler> RUNNING = new ThreadLocal<>();

    /** For subclasses. */
    protected Scheduler() {}

    /** The scheduler that the calling thread works for, or {@code null} if it is no worker. */
    public static @Nullable Scheduler current() {
        return Thread.currentThread() instanceof SchedulerThread thread ? thread.scheduler() : RUNNING.get();
    }

    /**
     * The calling thread, which is no worker, runs tasks of this scheduler from now on. Returns what to give back to
     * {@link #leave}.
     */
    final @Nullable Scheduler enter() {
        Scheduler outer = RUNNING.get();
        RUNNING.set(this);
        return outer;
    }

    /** The calling thread goes back to what it did before {@link #enter()}. */
    static void leave(@Nullable Scheduler outer) {
        if (outer == null) {
            RUNNING.remove();
        } else {
            RUNNING.set(outer);
        }
    }

    /** Runs a task that the caller has taken from a queue. */
    final void execute(Schedulable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            unseen(failure, "a strand");
        }
    }

    @Override
    public long random(long bound) {
        return SystemRandomness.below(bound);
    }

    /** The beginning of the names of this scheduler's threads. */
    public abstract String name();

    /**
     * Has a schedulable run, soon: on a worker of this scheduler it becomes that worker's next task. When this
     * scheduler is closed it is run by the calling thread before this returns (or, if that thread is already running
     * another such one, before the outermost of these calls returns).
     */
    public abstract void schedule(Schedulable schedulable);

    /**
     * Has a schedulable run behind everything that is ready, and not before readiness and timers have been looked at.
     * What a schedulable calls that has used up its budget.
     */
    public abstract void yield(Schedulable schedulable);

    /** How often {@link #comesSoon} looks, a microsecond after one another. */
    private static final int LOOKS = 3;

    /**
     * Looks for a moment whether what the running schedulable waits for is there, as that costs less than a wake. Does
     * not look where the calling thread has something else to run, or is no worker of this scheduler.
     */
    public final boolean comesSoon(BooleanSupplier isThere) {
        for (int i = 0; i < LOOKS && isOtherwiseIdle(); i++) {
            Contention.giveWay();
            if (isThere.getAsBoolean()) {
                return true;
            }
        }
        return false;
    }

    /** Whether the calling thread is a worker of this scheduler that has nothing else to run, as far as it knows. */
    boolean isOtherwiseIdle() {
        return false;
    }

    /**
     * The running schedulable goes on for longer than the one that it made its worker's next task should wait: other
     * workers are to find that, and one is woken for it. Does nothing on other threads.
     */
    public void offerNext() {}

    /**
     * Enters a schedulable among the live ones, so that closing shuts it down and waits for it.
     *
     * @return {@code false} if this scheduler is closing or closed; it is not entered then
     */
    public abstract boolean register(Schedulable schedulable);

    /** Ends what {@link #register} began. Does nothing for one that is not registered. */
    public abstract void unregister(Schedulable schedulable);

    /** What the workers have done so far. */
    public abstract RuntimeMetrics metrics();

    /**
     * Stops taking new work, shuts down what is alive, and ends the threads. A second call waits for the first one.
     *
     * @return whether everything had ended within the limit; a thread that is stuck in user code is left behind
     */
    public abstract boolean close(Duration limit);

    /** Whether {@link #close} was called. */
    public abstract boolean isClosed();

    /** Whether a thread is one of this scheduler's workers. */
    public abstract boolean isWorkerThread(Thread thread);
}
