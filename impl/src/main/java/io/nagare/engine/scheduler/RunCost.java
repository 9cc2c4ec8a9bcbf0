package io.nagare.engine.scheduler;

/**
 * What a run on one worker takes, roughly, and so whether what waits in its queue is worth another worker's while. To
 * wake one takes some 30 µs, and a task that moves leaves the processor whose cache has what it works on: strands that
 * hand cheap items to each other take twice the processor time on two workers, and no less of anybody's.
 *
 * <p>Where nothing is known of a task it is worth it: one that has never run here, or was found by a poll, or came from
 * outside. One that then takes long is taken care of by the {@link Watchdog}.
 *
 * <p>Written by the worker, and by the watchdog; read by all.
 */
final class RunCost extends PaddedWord {

    /** Work that is worth sharing. */
    static final long WORTH_SHARING_NANOS = 10_000;

    private static final long UNKNOWN = Long.MAX_VALUE;

    /** The worker's: how many runs there had been when the last batch ended. */
    private long runsBefore;

    /** The worker's: what a run took in the last batches, which nobody makes it forget. */
    private long recentMean;

    RunCost() {
        forget();
    }

    /** There are tasks of which nothing is known. */
    void forget() {
        // A newer measurement may come in between; either will do.
        setRelease(UNKNOWN);
    }

    /** Worker: a batch has ended. A dear one counts at once, cheap ones bit by bit. */
    void batchEnded(long runs, long nanos) {
        long count = runs - runsBefore;
        runsBefore = runs;
        if (count == 0) {
            return;
        }
        long mean = nanos / count;
        recentMean = mean > recentMean ? mean : (mean + recentMean) / 2;
        long before = getAcquire();
        setRelease(before == UNKNOWN || mean > before ? mean : (mean + before) / 2);
    }

    /** Worker: how many runs take that long, if they are as the last ones; at least 1 and {@code most} at most. */
    int runsWithin(long nanos, int most) {
        return (int) Math.max(1, Math.min(most, nanos / Math.max(1, recentMean)));
    }

    /** Whether so many tasks are worth another worker's while. */
    boolean isWorthSharing(int tasks) {
        long nanos = getAcquire();
        return tasks > 0 && (nanos == UNKNOWN || nanos * tasks >= WORTH_SHARING_NANOS);
    }
}
