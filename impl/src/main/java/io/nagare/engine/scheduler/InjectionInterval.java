package io.nagare.engine.scheduler;

/**
 * After how many runs a worker looks into the injection queue before its own, so that tasks there don't wait for ever:
 * as many as take about 200 microseconds, going by a moving average of the time of a run.
 *
 * <p>Belongs to one worker. Times are of batches of runs, since asking for the time at each run would cost more than many a
 * run.
 */
final class InjectionInterval {

    private static final double TARGET_NANOS = 200_000;
    private static final int LEAST = 2;
    private static final int MOST = 127;
    private static final int START = 61;

    /** Smaller changes are not worth making. */
    private static final int TOLERANCE = 2;

    /** The weights of batches in the moving average, by their runs: that of one run is 0.1. */
    private static final double[] WEIGHTS = new double[64];

    static {
        for (int i = 0; i < WEIGHTS.length; i++) {
            WEIGHTS[i] = 1 - Math.pow(0.9, i);
        }
    }

    private double averageNanos = TARGET_NANOS / START;
    private int runs = START;

    /** How many runs, from 2 to 127. */
    int runs() {
        return runs;
    }

    /** Takes a batch into account. */
    void tune(long batchNanos, long batchRuns) {
        if (batchRuns <= 0) {
            return;
        }
        double mean = (double) Math.max(0, batchNanos) / batchRuns;
        double weight = WEIGHTS[(int) Math.min(batchRuns, WEIGHTS.length - 1)];
        averageNanos = weight * mean + (1 - weight) * averageNanos;
        int tuned = (int) Math.max(LEAST, Math.min(MOST, TARGET_NANOS / Math.max(1, averageNanos)));
        if (Math.abs(tuned - runs) > TOLERANCE) {
            runs = tuned;
        }
    }
}
