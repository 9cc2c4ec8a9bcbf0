package io.nagare.bench.report;

import java.io.IOException;

/**
 * One peer doing one work once.
 *
 * @param peer if it fails this is missing
 */
record Turn(Group group, String work, String peer, Measurement measurement) {

    /** Measures in fresh processes, and records what it finds. */
    @FunctionalInterface
    interface Measurement {
        void take(int round, Recorder recorder) throws MeasurementException, IOException, InterruptedException;
    }
}
