package io.nagare.engine.scheduler.stealing;

import io.nagare.engine.scheduler.base.PaddedCell;
import io.nagare.engine.scheduler.base.Schedulable;
import org.jspecify.annotations.Nullable;

/**
 * The place for the task that a worker runs next. This is the task that the running one woke or spawned last, so its
 * data is in the processor's cache.
 *
 * <p>Only the owner puts tasks in. Any thread may take a task: the watchdog does so when the owner has been running the
 * same task for long. An exchange decides which thread gets the task.
 */
public final class NextTaskSlot extends PaddedCell {

    /** Owner: puts in a task. Returns the task that it displaces, or null. */
    public @Nullable Schedulable put(Schedulable task) {
        // Only the owner fills the slot. If the owner sees the slot empty, it stays empty, so an opaque read and a
        // release write are enough. The release pairs with the exchange in take.
        if (getOpaque() == null) {
            setRelease(task);
            return null;
        }
        return getAndSet(task);
    }

    /** Any thread: takes the task. Returns null if there is none. */
    public @Nullable Schedulable take() {
        // The read only avoids exchanges of an empty slot. The owner sees its own task. The watchdog may miss a new one
        // until it looks again.
        return getOpaque() == null ? null : getAndSet(null);
    }

    /** Any thread: whether the slot is empty. The answer may be out of date. */
    public boolean isEmpty() {
        // Opaque: exact for the owner, which alone fills the slot, unless the watchdog takes the task meanwhile. A hint
        // for others.
        return getOpaque() == null;
    }
}
