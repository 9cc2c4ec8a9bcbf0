package io.nagare.bench.yard;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * Repeats a work for a time and prints the nanoseconds for an operation, median and best. The line has the format of
 * the Tokio yardstick.
 */
final class Meter {

    private final int workers;
    private final long warmUpNanos;
    private final long nanos;

    Meter(int workers, Duration warmUp, Duration time) {
        this.workers = workers;
        this.warmUpNanos = warmUp.toNanos();
        this.nanos = time.toNanos();
    }

    void measure(Work work) {
        repeat(work, warmUpNanos);
        double[] all = repeat(work, nanos);
        Arrays.sort(all);
        System.out.printf(
                Locale.ROOT,
                "%s workers=%d ns_per_op=%.1f best_ns_per_op=%.1f rounds=%d%n",
                work.label(),
                workers,
                all[all.length / 2],
                all[0],
                all.length);
    }

    /** Repeats a work, at least once, and returns the nanoseconds for an operation of each repetition. */
    private static double[] repeat(Work work, long nanos) {
        double[] all = new double[64];
        int count = 0;
        long start = System.nanoTime();
        long now = start;
        do {
            long before = now;
            work.once().run();
            now = System.nanoTime();
            if (count == all.length) {
                all = Arrays.copyOf(all, 2 * count);
            }
            all[count++] = (double) (now - before) / work.operations();
        } while (now - start < nanos);
        return Arrays.copyOf(all, count);
    }
}
