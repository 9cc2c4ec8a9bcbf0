package io.nagare.engine.blocking;

import io.nagare.driver.BlockingJob;
import java.time.Duration;
import java.util.function.BiConsumer;

/** The threads that may block. All methods may be called from any thread. */
public final class BlockingPool {

    public BlockingPool(
            String name, int maxThreads, int queueCapacity, Duration keepAlive, BiConsumer<Throwable, String> failures) {}

    /**
     * Has a job run by one of the threads. Jobs start in the order of these calls.
     *
     * @param onDropped told if the pool is closed before the job starts; called by the closing thread, or by this call
     *     if the pool is closed already
     */
    public BlockingJob execute(Runnable job, Runnable onDropped) {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * Drops the jobs that have not started and waits for those that have; they are never interrupted.
     *
     * @return whether all threads had ended within the limit
     */
    public boolean close(Duration limit) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Threads, busy or idle. */
    public int threads() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Threads that wait for a job. */
    public int idle() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Jobs that have not started. */
    public int queued() {
        throw new UnsupportedOperationException("not written yet");
    }
}
