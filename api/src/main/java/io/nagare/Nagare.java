package io.nagare;

import static java.util.Objects.requireNonNull;

import io.nagare.driver.Driver;
import io.nagare.failure.BlockedWorkerException;
import io.nagare.failure.BlockingCallException;
import io.nagare.failure.TimedOutException;
import io.nagare.policy.TimeSource;
import io.nagare.stage.Engines;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A runtime: the threads that run strands, drive the I/O and fire the timers.
 *
 * <p>Most programs need not start one. The default runtime, with a daemon worker for each core, starts when it is first
 * needed. On a worker, {@link #current()} is the worker's runtime; on any other thread it is the default one.
 *
 * <pre>{@code
 * try (Nagare nagare = Nagare.multiThread().workers(2).start()) {
 *     Task<Long> count = nagare.spawn(Many.range(1, 1000).count());
 *     System.out.println(count.join());
 * }
 * }</pre>
 *
 * <p><i>Promise.</i> Assume that the number of strands and the time of each of their steps are bounded. Then the time
 * from a wake-up to the run that serves it is bounded too.
 *
 * @since 0.1
 */
public interface Nagare extends AutoCloseable {

    /** Returns a builder of a runtime with its own worker threads, one for each core unless told otherwise. */
    static NagareBuilder multiThread() {
        return new NagareBuilder(true, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Returns a builder of a runtime without threads of its own, for embedding and for tests. Its strands run inside
     * {@link #blockOn}, on the thread that calls it.
     */
    static NagareBuilder currentThread() {
        return new NagareBuilder(false, 1);
    }

    /**
     * Returns the runtime of the calling worker. On any other thread returns the default runtime, and starts it if
     * needed.
     */
    static Nagare current() {
        return Engines.engine().current();
    }

    /**
     * Makes a runtime the default one of the JVM, until it is closed. Then the one that was the default before is it
     * again. For frameworks that start a program's runtime. What runs already stays where it is.
     *
     * @throws IllegalArgumentException if the runtime has no threads of its own
     */
    static void makeDefault(Nagare runtime) {
        Engines.engine().makeDefault(requireNonNull(runtime, "runtime"));
    }

    /**
     * Whether a thread is a worker of a runtime, on which nothing may block. Tools that look for blocking calls ask.
     */
    static boolean isWorker(Thread thread) {
        return Engines.engine().isWorker(requireNonNull(thread, "thread"));
    }

    /**
     * Starts a computation on its own strand, whether or not anybody waits for it. On a closed runtime the task starts
     * out cancelled.
     */
    @SuppressWarnings("overloads") // nobody writes a stream as a lambda
    <T> Task<T> spawn(One<T> computation);

    /** Starts a stream on its own strand and runs it to its end. Drops the items. */
    @SuppressWarnings("overloads") // as above
    Task<Void> spawn(Many<?> stream);

    /** Starts a computation that does not block. If it returns null, the result is empty. */
    <T> Task<T> spawn(Callable<? extends @Nullable T> computation);

    /**
     * Runs a computation on a thread that may block. Threads and queue are bounded; when both are full, the computation
     * waits for room. Aborting the task takes back a computation that has not started, and never interrupts one that
     * has.
     */
    <T> Task<T> spawnBlocking(Callable<? extends @Nullable T> computation);

    /**
     * Waits for a result. On a current-thread runtime the waiting thread runs the strands meanwhile. If the thread is
     * interrupted, the subscription is cancelled; a result that came just then is still returned. The thread stays
     * interrupted.
     *
     * @return the item, or null if there was none
     * @throws BlockedWorkerException on a worker thread, and in a function that a strand calls
     * @throws RuntimeException the failure itself if it is unchecked, else a {@link BlockingCallException} with the
     *     failure as its cause; also a {@link BlockingCallException} if the thread was interrupted before there was a
     *     result
     */
    <T> @Nullable T blockOn(One<T> one);

    /**
     * As {@link #blockOn(One)}, but waits no longer than {@code limit}. Then cancels the subscription.
     *
     * @return the item, or null if there was none
     * @throws TimedOutException if there was no result in time
     * @throws BlockedWorkerException on a worker thread, and in a function that a strand calls
     * @throws RuntimeException as {@link #blockOn(One)}
     */
    <T> @Nullable T blockOn(One<T> one, Duration limit);

    /** Returns what the runtime has done so far. */
    RuntimeMetrics metrics();

    /**
     * Returns the runtime's clock. Code that asks it, and not the system, runs in the time of a test as all else of the
     * runtime does.
     */
    default TimeSource time() {
        return driver().time();
    }

    /** Returns the services that leaves of this runtime use. For drivers. */
    Driver driver();

    /**
     * Closes the runtime. Waits up to 10 seconds for blocking jobs that have started.
     *
     * @throws BlockedWorkerException on a worker thread
     */
    @Override
    default void close() {
        close(Duration.ofSeconds(10));
    }

    /**
     * Closes the runtime. Refuses new tasks, cancels each strand at its next step (see {@link Task#abort()}), wakes
     * waits for I/O and timers, and waits for its threads. Blocking jobs that have not started are dropped, except jobs
     * that remove something temporary or give a lock back: those are run. Never hangs. Calling it again only waits.
     *
     * @param limit how long to wait for blocking jobs that have started, at least 0
     * @return whether all threads have ended
     * @throws IllegalArgumentException if the limit is negative
     * @throws BlockedWorkerException on a worker thread
     */
    boolean close(Duration limit);
}
