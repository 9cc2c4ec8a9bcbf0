package io.nagare.engine.scheduler.base;

import io.nagare.engine.scheduler.stealing.Worker;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A unit of work that a scheduler runs.
 *
 * <p>Always holds: a schedulable is in at most one queue, and at most one thread at a time runs it. The subclass
 * ensures this. It calls {@link Scheduler#schedule} and {@link Scheduler#yield} only in the transition of its own state
 * to "scheduled", and not again before {@link #run()} has been entered.
 *
 * <p>Everything before such a call happens before the run.
 */
public abstract class Schedulable {

    private static final VarHandle NEXT = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "next", VarHandle.class, Schedulable.class, Schedulable.class);

    /**
     * The task behind this one in a batch or in the injection queue. It belongs to the thread or queue that holds this
     * task. Plain accesses are enough while one thread holds it; InjectionQueue says where it uses release and acquire.
     */
    @SuppressWarnings("unused") // by NEXT
    private @Nullable Schedulable next;

    /**
     * The round of a worker in which this ran last, see {@link Worker}. Plain: the threads that run or schedule this on
     * a worker write and read it. A thread that reads an old value gives the task one turn more or less.
     */
    public int round;

    /**
     * The neighbours in the live set. The shard's lock guards both. {@code liveShard} is written only when membership
     * begins and ends. It is read plainly, because entering and leaving are ordered for each schedulable.
     */
    @Nullable Schedulable livePrevious;

    @Nullable Schedulable liveNext;

    @Nullable LiveShard liveShard;

    /** Makes a schedulable that is in no queue. */
    public Schedulable() {}

    /**
     * Does the work. The scheduler calls this on the thread that has taken it from a queue. It must not throw; anything
     * that it throws goes to the failure handler.
     */
    public abstract void run();

    /**
     * Marks this as cancelled and schedules it, because the runtime is closing. Called once, from any thread, for each
     * schedulable that is registered at that time.
     */
    public abstract void shutDown();

    /** Whether no worker has run this yet. The answer may be out of date. */
    public final boolean hasNeverRun() {
        return round == 0;
    }

    public final @Nullable Schedulable next() {
        return (Schedulable) NEXT.get(this);
    }

    public final void setNext(@Nullable Schedulable schedulable) {
        NEXT.set(this, schedulable);
    }

    /** Pairs with {@link #setNextRelease}: the caller sees the whole batch that was linked. */
    public final @Nullable Schedulable nextAcquire() {
        return (Schedulable) NEXT.getAcquire(this);
    }

    public final void setNextRelease(@Nullable Schedulable schedulable) {
        NEXT.setRelease(this, schedulable);
    }
}
