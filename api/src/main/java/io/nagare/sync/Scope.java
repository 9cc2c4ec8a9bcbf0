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
 *
 * @since 0.1
 */
public interface Scope {

    /**
     * Opens a scope for each subscription, passes it to {@code body}, and emits the item of the resulting {@code One}.
     * The item is emitted when the body and all tasks of the scope have ended. Scopes that are opened in the body or in
     * a task count as tasks of this scope.
     *
     * <p>Demand: begins with the first request. Errors: if the body or a task fails, the rest is aborted. When all have
     * ended, the result fails with that failure, and later failures are suppressed in it. An aborted task has not
     * failed. Cancellation: cancels the body and aborts the tasks; {@link #ended()} completes when they have ended.
     * Thread: the body runs on the subscription's strand, and each task on its own strand, on the same runtime.
     */
    static <T> One<T> open(Function<? super Scope, ? extends One<? extends T>> body) {
        return SynchronizationEngines.engine().scoped(requireNonNull(body, "body"));
    }

    /**
     * Spawns a task. Any thread may call it while the scope has not ended. If the scope is ending because of a failure
     * or a cancellation, the task starts out aborted.
     *
     * @throws ScopeEndedException if the body and all tasks have ended
     */
    <T> Task<T> spawn(One<T> computation);

    /** Asks the tasks that run now to stop at their next step. The body continues. */
    void abortAll();

    /** The number of tasks and inner scopes that have not ended. */
    int size();

    /**
     * Completes when the body and all tasks have ended. Demand: none is needed. Must not be waited for within the
     * scope.
     */
    One<Void> ended();
}
