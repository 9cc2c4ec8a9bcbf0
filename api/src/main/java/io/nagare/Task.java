package io.nagare;

import io.nagare.failure.BlockedWorkerException;
import io.nagare.failure.TaskCancelledException;

/**
 * A computation that is already running; {@code spawn} returns it. It is a {@link One} of the result. Any number of
 * subscribers get the result, whenever they subscribe. A subscriber that cancels does not stop the task.
 *
 * <p><i>Errors.</i> Subscribers get the task's failure, or {@link TaskCancelledException} if the task was aborted or
 * its runtime was closed. If nobody is waiting when the task fails, the failure goes to the runtime's failure handler.
 * Later subscribers still get it.
 *
 * @param <T> the type of the result
 * @since 0.1
 */
public interface Task<T> extends One<T> {

    /**
     * Asks the task to stop at its next step: when it waits, or when its turn is over. A turn lasts 0.5 ms, or a few
     * items if those take longer. The task releases what it holds. Its result becomes {@link TaskCancelledException},
     * unless the task ends before. Returns at once. Any thread may call it, any number of times.
     */
    void abort();

    /** Whether the task has ended, in any way. */
    boolean isDone();

    /**
     * Waits for the result; see {@link One#block()}.
     *
     * @return the item, or null if there was none
     * @throws BlockedWorkerException on a worker thread
     * @throws RuntimeException as {@link One#block()}
     */
    default @org.jspecify.annotations.Nullable T join() {
        return block();
    }
}
