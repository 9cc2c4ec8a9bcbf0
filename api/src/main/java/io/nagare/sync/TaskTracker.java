package io.nagare.sync;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;

/**
 * Counts tasks and streams, so that a shutdown can wait for the last of them (Tokio's {@code TaskTracker}). It keeps
 * nothing of what has ended, and stops nothing: a {@link CancellationToken} does that.
 *
 * <pre>{@code
 * server.cancel();
 * tracker.close();
 * tracker.drained().timeout(Duration.ofSeconds(30)).block();
 * }</pre>
 */
public interface TaskTracker {

    /** A tracker that is open and counts nothing. */
    static TaskTracker create() {
        return SynchronizationEngines.engine().taskTracker();
    }

    /** Spawns a task on the {@linkplain Nagare#current() current} runtime, which counts from now until it has ended. */
    default <T> Task<T> spawn(One<T> computation) {
        return spawnOn(Nagare.current(), computation);
    }

    /** As {@link #spawn}, on the given runtime. */
    <T> Task<T> spawnOn(Nagare runtime, One<T> computation);

    /**
     * The stream, which counts from each subscription until before its end is passed on, or until it has been
     * cancelled.
     */
    <T> One<T> track(One<T> stream);

    /** As {@link #track(One)}. */
    <T> Many<T> track(Many<T> stream);

    /**
     * Says that those who wait need not expect more. Tasks can be spawned nevertheless. Calling it again does nothing.
     */
    void close();

    /** Takes {@link #close()} back. */
    void reopen();

    /** Whether it is closed. */
    boolean isClosed();

    /** How many count now. */
    int size();

    /**
     * Completes when this is closed and counts nothing, be it for a moment only. Demand: none is needed, it waits from
     * the subscription on.
     */
    One<Void> drained();
}
