package io.nagare.sync;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import org.jspecify.annotations.Nullable;

/**
 * Tasks whose results are taken as they end (Tokio's {@code JoinSet}). A failure is a result like any other; each
 * result goes to one taker. A result that nobody takes is kept.
 *
 * @param <T> the result of a task
 */
public interface JoinSet<T> extends AutoCloseable {

    /** A set without tasks. */
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
     * The next result; nothing if the set is empty. Demand: takes with the first. Cancellation: takes nothing; a result
     * that was taken when another thread cancels, and not yet emitted, is put back; so that the set is empty is told
     * when the last result has been delivered. (One that an operator behind this has got by then, or a subscriber in
     * the middle of its {@code onNext}, is theirs; {@code doOnDiscard} sees what operators give up.)
     */
    One<Joined<T>> next();

    /** A result that is there, or null. */
    @Nullable Joined<T> tryNext();

    /**
     * The results as the tasks end, until the set is empty. Demand: takes one for each. Cancellation: aborts the tasks
     * that are left, whose results stay; a result on its way is put back as with {@link #next()}.
     */
    Many<Joined<T>> results();

    /** Asks all tasks to stop at their next step. Their results are still to be taken. */
    void abortAll();

    /** Aborts all tasks, takes the results, and completes when the set is empty. Demand: none is needed. */
    One<Void> shutdown();

    /** How many tasks there are that run, or whose result has not been taken. */
    int size();

    /** {@link #abortAll()}, so that tasks can be bound to a block of code. */
    @Override
    default void close() {
        abortAll();
    }
}
