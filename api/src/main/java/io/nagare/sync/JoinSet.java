package io.nagare.sync;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import org.jspecify.annotations.Nullable;

/**
 * A set of tasks. Their results are taken as the tasks end (Tokio's {@code JoinSet}). A failure is a result like any
 * other. Each result goes to one subscriber. A result that nobody takes is kept.
 *
 * @param <T> the type of a task's result
 * @since 0.1
 */
public interface JoinSet<T> extends AutoCloseable {

    /** Makes a set without tasks. */
    static <T> JoinSet<T> create() {
        return SynchronizationEngines.engine().joinSet();
    }

    /** Spawns a task on the {@linkplain Nagare#current() current} runtime. */
    default Task<T> spawn(One<T> computation) {
        return spawnOn(Nagare.current(), computation);
    }

    /** As {@link #spawn}, on the given runtime. */
    Task<T> spawnOn(Nagare runtime, One<T> computation);

    /**
     * Emits the next result. If the set is empty, completes without one, but only after the last result has been
     * delivered. Demand: takes a result with the first request. Cancellation takes no result. If another thread cancels
     * before a taken result is emitted, the result is put back. A result that has reached an operator behind this, or a
     * subscriber's {@code onNext}, is not put back; {@code doOnDiscard} sees the results that operators discard.
     */
    One<Joined<T>> next();

    /** Returns a result that is available, or null. */
    @Nullable Joined<T> tryNext();

    /**
     * Emits the results as the tasks end, until the set is empty. Demand: takes one result for each item. Cancellation:
     * aborts the tasks that are left; their results stay. A result on its way is put back, as with {@link #next()}.
     */
    Many<Joined<T>> results();

    /** Asks all tasks to stop at their next step. Their results must still be taken. */
    void abortAll();

    /** Aborts all tasks, takes their results, and completes when the set is empty. Demand: none is needed. */
    One<Void> shutdown();

    /** The number of tasks that run, and of results that have not been taken. */
    int size();

    /** As {@link #abortAll()}, so that tasks can be bound to a block of code. */
    @Override
    default void close() {
        abortAll();
    }
}
