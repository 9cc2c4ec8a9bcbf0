package io.nagare.bench.edges;

import org.openjdk.jmh.infra.Blackhole;

/** A function that takes about 300 ns. When the class is loaded, it measures how much work that is on this machine. */
final class HeavyFunction {

    private static final double NANOSECONDS = 300;
    private static final long TRIAL_TOKENS = 200;
    private static final int TRIALS = 50;
    private static final int CALLS = 1_000;

    private static final long TOKENS = tokens();

    private HeavyFunction() {}

    static int apply(int item) {
        Blackhole.consumeCPU(TOKENS);
        return item + 1;
    }

    /**
     * Measures the work in many trials and takes the fastest. A slow trial, because of the compiler or another program,
     * would make the function too short.
     */
    private static long tokens() {
        double best = Double.MAX_VALUE;
        for (int trial = 0; trial < TRIALS; trial++) {
            long start = System.nanoTime();
            for (int call = 0; call < CALLS; call++) {
                Blackhole.consumeCPU(TRIAL_TOKENS);
            }
            best = Math.min(best, (System.nanoTime() - start) / (double) CALLS);
        }
        return Math.round(TRIAL_TOKENS * NANOSECONDS / best);
    }
}
