package io.nagare;

import java.util.List;

/**
 * What a runtime has done so far. The counters are plain fields of their threads, and are merged when the metrics are
 * read. Each number was true a moment ago. Together they need not be of the same moment.
 *
 * @param workers one entry for each worker
 * @param liveTasks tasks and streams that have begun, had to wait, and have not ended; one that has not begun is in a
 *     queue
 * @param injectionDepth strands in the injection queue
 * @param blockingThreads threads that may block, busy or idle
 * @param blockingIdle idle threads among those
 * @param blockingQueued blocking jobs that have not started
 * @since 0.1
 */
public record RuntimeMetrics(
        List<WorkerMetrics> workers,
        long liveTasks,
        int injectionDepth,
        int blockingThreads,
        int blockingIdle,
        int blockingQueued) {

    /** Copies the list. */
    public RuntimeMetrics {
        workers = List.copyOf(workers);
    }

    /**
     * What one worker has done so far.
     *
     * @param runs strands run
     * @param steals strands taken from another worker
     * @param parks times that the worker went to sleep
     * @param overflows times that the local queue was full and half of it went to the injection queue
     * @param readinessEvents channels that were reported ready
     * @param timersFired timers that fired
     * @param busyNanos time spent awake, in nanoseconds
     * @param queueDepth strands in the local queue
     * @since 0.1
     */
    public record WorkerMetrics(
            long runs,
            long steals,
            long parks,
            long overflows,
            long readinessEvents,
            long timersFired,
            long busyNanos,
            int queueDepth) {}
}
