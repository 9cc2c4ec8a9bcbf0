package io.nagare.engine.scheduler.stealing;

import io.nagare.engine.queue.PaddedWord;

/**
 * Estimates how long a run takes on one worker. It thereby decides whether the tasks in that worker's queue are worth
 * sharing with another worker. Waking a worker takes some 30 µs, and a task that moves leaves its data behind in a
 * processor's cache. Strands that hand cheap items to each other take twice the processor time on two workers, and are
 * no faster.
 *
 * <p>A task of unknown cost is worth sharing: one that has never run here, was found by a poll, or came from another
 * thread. If a task that seemed cheap takes long, the {@link Watchdog} handles it.
 *
 * <p>The worker and the watchdog write it; any thread reads it. The word is an estimate that orders nothing else, so
 * acquire and release are more than enough. A write that is lost to a newer one does no harm.
 */
public final class RunCost extends PaddedWord {

    /** From this much work on, in nanoseconds, sharing pays. */
    public static final long WORTH_SHARING_NANOS = 10_000;

    private static final long UNKNOWN = Long.MAX_VALUE;

    /** The worker's own: the number of runs when the last batch ended. */
    private long runsBefore;

    /** The worker's own: the mean of the last batches, in nanoseconds, which {@link #forget} does not reset. */
    private long recentMean;

    public RunCost() {
        forget();
    }

    /** Makes the cost unknown, because there are tasks of unknown cost. */
    public void forget() {
        // This may overwrite a newer measurement, or be overwritten. Either is acceptable.
        setRelease(UNKNOWN);
    }

    /** Worker: notes that a batch of runs has ended. A higher mean counts at once, a lower one gradually. */
    public void batchEnded(long runs, long nanos) {
        long count = runs - runsBefore;
        runsBefore = runs;
        if (count == 0) {
            return;
        }
        long mean = nanos / count;
        recentMean = mean > recentMean ? mean : (mean + recentMean) / 2;
        // Acquire and release order nothing that is needed: see the header.
        long before = getAcquire();
        setRelease(before == UNKNOWN || mean > before ? mean : (mean + before) / 2);
    }

    /** Worker: how many runs like the last ones take {@code nanos} nanoseconds; at least 1, at most {@code most}. */
    public int runsWithin(long nanos, int most) {
        return (int) Math.max(1, Math.min(most, nanos / Math.max(1, recentMean)));
    }

    /** Whether {@code tasks} tasks are worth sharing with another worker. */
    public boolean isWorthSharing(int tasks) {
        // An estimate: see the header.
        long nanos = getAcquire();
        return tasks > 0 && (nanos == UNKNOWN || nanos * tasks >= WORTH_SHARING_NANOS);
    }
}
