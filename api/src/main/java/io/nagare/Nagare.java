package io.nagare;

import io.nagare.driver.Driver;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A runtime: the threads that run strands, drive the I/O and fire the timers.
 *
 * <p>Most programs need not start one: the default runtime, with a daemon worker for each core, starts when it is first
 * needed. {@link #current()} is the runtime whose worker is asking, else the default one.
 *
 * <pre>{@code
 * try (Nagare nagare = Nagare.multiThread().workers(2).start()) {
 *     Task<Long> count = nagare.spawn(Many.range(1, 1000).count());
 *     System.out.println(count.join());
 * }
 * }</pre>
 *
 * <p><i>Promise.</i> If the number of strands and the time of each of their steps are bounded, then so is the time from
 * a wake-up to the run that serves it.
 *
 * @since 0.1
 */
public interface Nagare extends AutoCloseable {

    /** A runtime with worker threads of its own, one for each core unless told otherwise. */
    static NagareBuilder multiThread() {
        return new NagareBuilder(true, Runtime.getRuntime().availableProcessors());
    }

    /**
     * A runtime without threads of its own: its strands run inside {@link #blockOn}, on the thread that calls it. For
     * embedding and for tests.
     */
    static NagareBuilder currentThread() {
        return new NagareBuilder(false, 1);
    }

    /** The runtime whose worker is asking; on any other thread the default one, which is started if need be. */
    static Nagare current() {
        return Engines.engine().current();
    }

    /**
     * Starts a computation on a strand of its own, whether or not anybody waits for it. On a closed runtime the task is
     * cancelled from the start.
     */
    <T> Task<T> spawn(One<T> computation);

    /** Starts a stream on a strand of its own and runs it to its end, dropping the items. */
    Task<Void> spawn(Many<?> stream);

    /** Starts a computation that does not block; null becomes an empty result. */
    <T> Task<T> spawn(Callable<? extends @Nullable T> computation);

    /**
     * Runs a computation on a thread that may block. Threads and queue are bounded: past both, the computation waits
     * for room. Aborting the task takes it back if it has not started, and never interrupts it if it has.
     */
    <T> Task<T> spawnBlocking(Callable<? extends @Nullable T> computation);

    /**
     * Waits for a result. The thread that waits on a current-thread runtime runs its strands meanwhile. If the thread
     * is interrupted, the subscription is cancelled; a result that came just then is returned all the same. The thread
     * stays interrupted.
     *
     * @return the item, or null if there was none
     * @throws BlockedWorkerException on a worker thread, and in a function that a strand calls
     * @throws RuntimeException the failure itself if it is unchecked, else {@link BlockingCallException} with it as its
     *     cause; {@link BlockingCallException} if the thread was interrupted before there was a result
     */
    <T> @Nullable T blockOn(One<T> one);

    /**
     * As {@link #blockOn(One)}, but not for longer than {@code limit}; then the subscription is cancelled.
     *
     * @throws TimedOutException if there was no result in time
     */
    <T> @Nullable T blockOn(One<T> one, Duration limit);

    /** What the runtime has done so far. */
    RuntimeMetrics metrics();

    /** The services that leaves of this runtime use; for drivers. */
    Driver driver();

    /** Closes the runtime, waiting up to 10 seconds for blocking jobs that have started. */
    @Override
    default void close() {
        close(Duration.ofSeconds(10));
    }

    /**
     * Closes the runtime: refuses new tasks, cancels each strand at its next step (see {@link Task#abort()}), wakes
     * what waits for I/O and timers, and waits for its threads. Blocking jobs that have not started are dropped, but
     * those that remove something temporary or give a lock back are run. Never hangs; calling it again only waits.
     *
     * @param limit how long to wait for blocking jobs that have started, at least 0
     * @return whether all threads have ended
     * @throws BlockedWorkerException on a worker thread
     */
    boolean close(Duration limit);
}
