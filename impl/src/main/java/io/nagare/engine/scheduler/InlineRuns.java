package io.nagare.engine.scheduler;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Runs on the calling thread what a stopped scheduler can't run any more. What such a run schedules is run after it
 * rather than inside it, so that the stack doesn't grow.
 */
final class InlineRuns {

    /** Present while the thread is inside {@link #run}: what is still to be run. */
    private static final ThreadLocal<@Nullable Queue<Schedulable>> PENDING = new ThreadLocal<>();

    private InlineRuns() {}

    /** Runs a task now, or after those that this thread is running in this way. */
    static void run(Schedulable task, Scheduler scheduler) {
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

    /** Returns null if there is no memory for it: what is run then runs what it schedules inside. */
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
