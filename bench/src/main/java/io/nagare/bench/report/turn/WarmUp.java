package io.nagare.bench.report.turn;

import io.nagare.bench.report.process.MeasurementException;
import io.nagare.bench.report.process.ObservedServer;
import io.nagare.bench.report.process.RunningServer;
import java.io.IOException;

/**
 * Decides when a server in a JVM has been under load for long enough: when its compilers had almost nothing to do
 * during a load. How long that takes depends on the server and on other work of the core. The CPU time of a message
 * over such a short time is no good measure for it.
 */
public final class WarmUp {

    private static final int LEAST_LOADS = 2;
    private static final double QUIET = 0.03;

    private final double mostMillis;
    private double millis;
    private int loads;
    private boolean quiet;

    /**
     * Begins a warm-up.
     *
     * @param mostSeconds after which it ends in any case
     */
    public WarmUp(int mostSeconds) {
        this.mostMillis = mostSeconds * 1000.0;
    }

    /** Puts a server under load, once. */
    @FunctionalInterface
    interface Load {
        void put() throws MeasurementException, IOException, InterruptedException;
    }

    /** Puts a server in a JVM under load until it is warm. */
    void of(RunningServer server, Load load) throws MeasurementException, IOException, InterruptedException {
        while (goesOn()) {
            long compiledBefore = server.ask(ObservedServer.COMPILED);
            long before = System.nanoTime();
            load.put();
            loaded((System.nanoTime() - before) / 1e6, server.ask(ObservedServer.COMPILED) - compiledBefore);
        }
    }

    public boolean goesOn() {
        return loads < LEAST_LOADS || (!quiet && millis < mostMillis);
    }

    /**
     * Notes that a load has ended.
     *
     * @param took how long it took, in milliseconds
     * @param compiled how long the compilers have been at work, in milliseconds
     */
    public void loaded(double took, long compiled) {
        loads++;
        millis += took;
        quiet = compiled < QUIET * took;
    }
}
