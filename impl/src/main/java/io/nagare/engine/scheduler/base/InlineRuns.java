package io.nagare.engine.scheduler.base;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks of a stopped scheduler on the calling thread. A task that such a run schedules is run afterwards and not
 * inside, so that the stack does not grow.
 */
public final class InlineRuns {

    /** The tasks that are still to be run; present while the thread is inside {@link #run}. */
    private static final ThreadLocal<@Nullable Queue<Schedulable>> PENDING = new ThreadLocal<>();

    private InlineRuns() {}

    /** Runs a task now, or after the tasks that this thread already runs in this way. */
    public static void run(Schedulable task, Scheduler scheduler) {
        Queue<Schedulable> pending = PENDING.get();
        if (pending != null) {
            if (!isAdded(pending, task)) {
                scheduler.execute(task);
            }
            return;
        }
        pending = makePending();
        if (pending == null) {
            scheduler.execute(task);
            return;
        }
        try {
            for (Schedulable next = task; next != null; next = pending.poll()) {
                scheduler.execute(next);
            }
        } finally {
            PENDING.remove();
        }
    }

    /**
     * Makes the queue. Returns null if there is no memory for it; a task that is scheduled then runs inside the one
     * that schedules it.
     */
    private static @Nullable Queue<Schedulable> makePending() {
        try {
            Queue<Schedulable> pending = new ArrayDeque<>();
            PENDING.set(pending);
            return pending;
        } catch (OutOfMemoryError e) {
            return null;
        }
    }

    private static boolean isAdded(Queue<Schedulable> pending, Schedulable task) {
        try {
            return pending.add(task);
        } catch (OutOfMemoryError e) {
            return false;
        }
    }
}
