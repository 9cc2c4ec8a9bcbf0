package io.nagare.engine.scheduler;

import org.jspecify.annotations.Nullable;

/**
 * Where a worker keeps the task that it runs next: the one that the running task woke or spawned last, whose data is
 * warm.
 *
 * <p>The owner alone puts tasks in. Anybody may take: the watchdog does so when the owner has been running the same
 * task for long, so that the slot is no hostage. An exchange decides who gets the task.
 */
final class NextTaskSlot extends PaddedCell {

    /** Owner: puts a task in. Returns the one that it displaces. */
    @Nullable Schedulable put(Schedulable task) {
        // Only the owner fills the slot, so that when the owner sees it empty it stays empty: a release store will do.
        // Partner: the exchange in take.
        if (getOpaque() == null) {
            setRelease(task);
            return null;
        }
        return getAndSet(task);
    }

    /** Any thread: takes what is there. */
    @Nullable Schedulable take() {
        return getOpaque() == null ? null : getAndSet(null);
    }

    /** Any thread: whether there was something a moment ago. */
    boolean isEmpty() {
        return getOpaque() == null;
    }
}
