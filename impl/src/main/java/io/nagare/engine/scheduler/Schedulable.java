package io.nagare.engine.scheduler;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What a scheduler runs.
 *
 * <p>Always holds: a schedulable is in at most one queue, and is run by at most one thread at a time. The scheduler
 * relies on the subclass for that: {@link Scheduler#schedule} and {@link Scheduler#yield} are called only by the
 * transition of the subclass' own state to "scheduled", and not again before {@link #run()} has been entered.
 *
 * <p>What happened before such a call happens before the run.
 */
public abstract class Schedulable {

    private static final VarHandle NEXT = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "next", VarHandle.class, Schedulable.class, Schedulable.class);

    /** Whoever has it in a queue: the one behind it in a batch or in the injection queue. */
    @SuppressWarnings("unused") // by NEXT
    private @Nullable Schedulable next;

    /**
     * In which round of a worker this ran last, see {@link Worker}. Plain: written and read by whoever runs or
     * schedules it on a worker; one that reads an old value gives the task one turn more or less.
     */
    int round;

    /** The lock of the shard guards both neighbours; the shard itself is written before and after membership only. */
    @Nullable Schedulable livePrevious;

    @Nullable Schedulable liveNext;

    @Nullable LiveShard liveShard;

    /** For subclasses. */
    protected Schedulable() {}

    /**
     * Does what there is to do. Called by the scheduler on whichever thread has taken it from a queue. Must not throw;
     * what it throws nevertheless goes to the failure handler.
     */
    protected abstract void run();

    /**
     * The runtime is closing: marks itself cancelled and has itself scheduled. Called once, from any thread, for each
     * schedulable that is registered at that time.
     */
    protected abstract void shutDown();

    /** Whether no worker has run this yet, as far as is known. */
    final boolean hasNeverRun() {
        return round == 0;
    }

    final @Nullable Schedulable next() {
        return (Schedulable) NEXT.get(this);
    }

    final void setNext(@Nullable Schedulable schedulable) {
        NEXT.set(this, schedulable);
    }

    /** Pairs with {@link #setNextRelease}: what was linked is seen whole. */
    final @Nullable Schedulable nextAcquire() {
        return (Schedulable) NEXT.getAcquire(this);
    }

    final void setNextRelease(@Nullable Schedulable schedulable) {
        NEXT.setRelease(this, schedulable);
    }
}
