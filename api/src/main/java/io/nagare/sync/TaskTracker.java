package io.nagare.sync;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;

/**
 * Counts tasks and streams, so that a shutdown can wait for the last of them (Tokio's {@code TaskTracker}). It keeps
 * nothing of a task that has ended. It stops nothing: use a {@link CancellationToken} for that.
 *
 * <pre>{@code
 * server.cancel();
 * tracker.close();
 * tracker.drained().timeout(Duration.ofSeconds(30)).block();
 * }</pre>
 *
 * @since 0.1
 */
public interface TaskTracker {

    /** Makes a tracker that is open and counts nothing. */
    static TaskTracker create() {
        return SynchronizationEngines.engine().taskTracker();
    }

    /**
     * Spawns a task on the {@linkplain Nagare#current() current} runtime, and counts it from now until it has ended.
     */
    default <T> Task<T> spawn(One<T> computation) {
        return spawnOn(Nagare.current(), computation);
    }

    /** As {@link #spawn}, on the given runtime. */
    <T> Task<T> spawnOn(Nagare runtime, One<T> computation);

    /**
     * Mirrors the stream and counts each subscription. A subscription counts until just before its end is passed on, or
     * until it has been cancelled.
     */
    @SuppressWarnings("overloads") // nobody writes a stream as a lambda
    <T> One<T> track(One<T> stream);

    /** As {@link #track(One)}, for a stream of any number of items. */
    @SuppressWarnings("overloads") // as above
    <T> Many<T> track(Many<T> stream);

    /**
     * Closes the tracker, so that {@link #drained()} may complete. Tasks can still be spawned. Does nothing if the
     * tracker is closed.
     */
    void close();

    /** Opens the tracker again. */
    void reopen();

    /** Whether the tracker is closed. */
    boolean isClosed();

    /** The number of tasks and streams that are counted now. */
    int size();

    /**
     * Completes when the tracker is closed and counts nothing, even if only for a moment. Demand: none is needed; it
     * waits from the subscription on.
     */
    One<Void> drained();
}
