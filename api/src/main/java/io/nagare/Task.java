package io.nagare;

/**
 * A computation that is already running, as {@code spawn} returns it. It is a {@link One} of the result: any number of
 * subscribers get it, whenever they subscribe; a subscriber that cancels does not stop the task.
 *
 * <p><i>Errors.</i> The failure of the task, or {@link TaskCancelledException} if it was aborted or its runtime closed.
 * A failure that no subscriber has seen when the task ends and is dropped stays with the task; the runtime's failure
 * handler is told of failures at the end of a task that has no subscriber.
 *
 * @param <T> the result
 * @since 0.1
 */
public interface Task<T> extends One<T> {

    /**
     * Asks the task to stop at its next step: when it waits, or when its turn is over. A turn lasts 0.5 ms, or a few
     * items if those take longer. What it holds is released, and its result becomes {@link TaskCancelledException}
     * unless it ends before. Returns at once; any thread may call it, any number of times.
     */
    void abort();

    /** Whether the task has ended, in whatever way. */
    boolean isDone();

    /** Waits for the result; see {@link One#block()}. */
    default @org.jspecify.annotations.Nullable T join() {
        return block();
    }
}
