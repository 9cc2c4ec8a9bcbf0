package io.nagare.sync;

import static java.util.Objects.requireNonNull;

import io.nagare.One;
import io.nagare.Task;
import java.util.function.Function;

/**
 * Tasks that cannot outlive the {@code One} that owns them (structured concurrency).
 *
 * <pre>{@code
 * One<Page> page = Scope.open(scope -> {
 *     Task<User> user = scope.spawn(users.find(id));
 *     Task<Prices> prices = scope.spawn(shop.prices());
 *     return user.zipWith(prices, Page::new);
 * });
 * }</pre>
 */
public interface Scope {

    /**
     * What {@code body} makes of a new scope, for each subscription. The item is emitted when the body and all tasks of
     * the scope have ended. If the body or a task fails, what is left is aborted, and this fails with that failure when
     * all have ended; failures that come later are suppressed in it. A task that is aborted has not failed. Scopes that
     * are opened in the body or in a task count as its tasks. Demand: begins with the first. Cancellation: cancels the
     * body and aborts the tasks; {@link #ended()} tells when they have ended. Thread: the body is on the subscription's
     * strand, each task on one of its own, on the same runtime.
     */
    static <T> One<T> open(Function<? super Scope, ? extends One<? extends T>> body) {
        return SynchronizationEngines.engine().scoped(requireNonNull(body, "body"));
    }

    /**
     * Spawns a task. Any thread may do so as long as the scope has not ended; when it is ending because of a failure or
     * a cancellation, the task is aborted from the start.
     *
     * @throws ScopeEndedException if the body and all tasks have ended
     */
    <T> Task<T> spawn(One<T> computation);

    /** Asks the tasks that run now to stop at their next step. The body goes on. */
    void abortAll();

    /** How many tasks, and scopes within, have not ended. */
    int size();

    /**
     * Completes when the body and all tasks have ended. Demand: none is needed. Not to be waited for within the scope.
     */
    One<Void> ended();
}
