package io.nagare.engine.scheduler.base;

import io.nagare.RuntimeMetrics;
import io.nagare.driver.Driver;
import io.nagare.driver.ThreadContext;
import io.nagare.engine.event.EngineEvents;
import io.nagare.engine.queue.Contention;
import io.nagare.engine.time.SystemRandomness;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The seam for execution. It decides which thread runs a ready schedulable, and lends strands the services of its
 * runtime. Any thread may call its methods unless they say otherwise.
 *
 * <p>Always holds: each scheduled schedulable is run, before or after {@link #close}.
 */
public abstract class Scheduler implements Driver {

    /**
     * The scheduler for which a thread runs tasks without being its worker. A thread may enter several, one inside the
     * other.
     */
    private static final ThreadLocal<@Nullable Scheduler> RUNNING = new ThreadLocal<>();

    private static final EngineEvents EVENTS = EngineEvents.ofJvm();

    /** The objects that this runtime has once, by their types. */
    private final ConcurrentHashMap<Class<?>, Object> shared = new ConcurrentHashMap<>();

    /** Called by subclasses. */
    protected Scheduler() {}

    /** The scheduler for which the calling thread runs tasks, or null if it runs none. */
    public static @Nullable Scheduler current() {
        return Thread.currentThread() instanceof SchedulerThread thread ? thread.scheduler() : RUNNING.get();
    }

    /**
     * Notes that the calling thread, which is no worker, runs tasks of this scheduler from now on. Returns the argument
     * for the matching {@link #leave}.
     */
    protected final @Nullable Scheduler enter() {
        Scheduler outer = RUNNING.get();
        RUNNING.set(this);
        return outer;
    }

    /** Restores the calling thread's scheduler from before {@link #enter()}. */
    protected static void leave(@Nullable Scheduler outer) {
        if (outer == null) {
            RUNNING.remove();
        } else {
            RUNNING.set(outer);
        }
    }

    @Override
    public final <T> T shared(Class<T> type, Supplier<? extends T> made) {
        return type.cast(shared.computeIfAbsent(type, absent -> made.get()));
    }

    /** Runs a task that the caller has taken from a queue. */
    public final void execute(Schedulable task) {
        try {
            if (EVENTS.recordsRuns()) {
                runRecorded(task);
            } else {
                task.run();
            }
        } catch (Throwable failure) {
            unseen(failure, "a strand");
        }
        ThreadContext carried = ThreadContext.carried();
        if (carried != null && Thread.currentThread() instanceof SchedulerThread) {
            clear(carried);
        }
    }

    /** A function may have left something on this worker that belongs to nobody else. */
    private void clear(ThreadContext carried) {
        try {
            carried.clear();
        } catch (Throwable failure) {
            unseen(failure, "clearing a thread's context");
        }
    }

    private void runRecorded(Schedulable task) {
        Object event = EVENTS.runBegins();
        try {
            task.run();
        } finally {
            EVENTS.runEnds(event, name(), task);
        }
    }

    @Override
    public final void dispatch(Runnable task) {
        schedule(new Dispatched(task, this));
    }

    @Override
    public final void dispatchLast(Runnable task) {
        this.yield(new Dispatched(task, this));
    }

    @Override
    public long random(long bound) {
        return SystemRandomness.below(bound);
    }

    /**
     * Learns that a foreign publisher or subscriber has broken a rule of Reactive Streams at an edge. The stream fails
     * or goes on as it does without this. Only a simulation looks.
     *
     * @param violation its message ends with the rule's number
     */
    public void violated(Throwable violation) {}

    @Override
    public abstract String name();

    /**
     * Schedules a schedulable to run soon. If a worker of this scheduler calls this, the schedulable becomes that
     * worker's next task. If this scheduler has stopped, the calling thread runs the schedulable before this returns.
     * If that thread is already inside such a run, the schedulable runs before the outermost of these calls returns.
     */
    public abstract void schedule(Schedulable schedulable);

    /**
     * Schedules a schedulable behind all that is ready, to run after the next poll of readiness and timers. A
     * schedulable that has used up its budget calls this for itself.
     */
    public abstract void yield(Schedulable schedulable);

    /** How often {@link #comesSoon} looks, at intervals of a microsecond. */
    private static final int LOOKS = 3;

    /**
     * Looks for a moment whether the thing that the running schedulable waits for is there, because that costs less
     * than a wake. Does not look if the calling thread has other tasks to run, or is no worker of this scheduler.
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

    /** Whether the calling thread is a worker of this scheduler and knows of nothing else to run. */
    protected boolean isOtherwiseIdle() {
        return false;
    }

    /**
     * Offers the worker's next task to other workers, and wakes one for it. The running schedulable calls this if it
     * goes on for longer than that task should wait. Does nothing on threads that are no workers.
     */
    public void offerNext() {}

    /**
     * Registers a schedulable as live, so that closing shuts it down and waits for it.
     *
     * @return false if this scheduler is closing or closed; then the schedulable is not registered
     */
    public abstract boolean register(Schedulable schedulable);

    /** Removes a schedulable from the live ones. Does nothing if it is not registered. */
    public abstract void unregister(Schedulable schedulable);

    /** The figures of this scheduler and its workers. */
    public abstract RuntimeMetrics metrics();

    /**
     * Refuses new registrations, shuts down all live schedulables, and ends the threads. A second call waits for the
     * first one.
     *
     * @return whether everything ended within the limit; a thread that is stuck in user code is left running
     */
    public abstract boolean close(Duration limit);

    /** Whether {@link #close} was called. */
    @Override
    public abstract boolean isClosed();

    /** Whether a thread is one of this scheduler's workers. */
    public abstract boolean isWorkerThread(Thread thread);
}
