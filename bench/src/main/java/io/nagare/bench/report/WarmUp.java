package io.nagare.bench.report;

/**
 * Says when a server in a JVM has been under load for long enough: when its compilers had next to nothing to do while
 * it was. The time that it takes depends on the server and on what else the core has to do; the CPU time of a message,
 * taken over so short a time, is no good measure of it.
 */
final class WarmUp {

    private static final int LEAST_LOADS = 2;
    private static final double QUIET = 0.03;

    private final double mostMillis;
    private double millis;
    private int loads;
    private boolean quiet;

    /**
     * Nothing has run yet.
     *
     * @param mostSeconds after which it ends in any case
     */
    WarmUp(int mostSeconds) {
        this.mostMillis = mostSeconds * 1000.0;
    }

    boolean goesOn() {
        return loads < LEAST_LOADS || (!quiet && millis < mostMillis);
    }

    /**
     * A load has ended.
     *
     * @param took in milliseconds
     * @param compiled of which the compilers were at work, in milliseconds
     */
    void loaded(double took, long compiled) {
        loads++;
        millis += took;
        quiet = compiled < QUIET * took;
    }
}
