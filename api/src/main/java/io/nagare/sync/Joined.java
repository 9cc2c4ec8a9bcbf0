package io.nagare.sync;

import static java.util.Objects.requireNonNull;

import io.nagare.Task;
import org.jspecify.annotations.Nullable;

/**
 * How a task of a {@link JoinSet} has ended.
 *
 * @param task the task, as {@code spawn} returned it
 * @param item the result; null if there was none or the task has failed
 * @param failure the failure, {@link io.nagare.failure.TaskCancelledException} if the task was aborted; null if it has
 *     not failed
 * @param <T> the type of the result
 * @since 0.1
 */
public record Joined<T>(Task<T> task, @Nullable T item, @Nullable Throwable failure) {

    /** Made by the join set. */
    public Joined {
        requireNonNull(task, "task");
    }

    /** Whether the task has failed or was aborted. */
    public boolean hasFailed() {
        return failure != null;
    }
}
