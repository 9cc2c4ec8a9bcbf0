package io.nagare.bench.report;

import java.io.IOException;
import java.util.List;

/**
 * One peer doing one work once.
 *
 * @param work several that cannot be done apart are joined by {@value #AND}
 * @param peer if it fails this is missing
 */
record Turn(Group group, String work, String peer, Measurement measurement) {

    static final String AND = " and ";

    /** Whether figures or failures of this work come from here. */
    boolean isOf(String name) {
        return work.equals(name) || List.of(work.split(AND, -1)).contains(name);
    }

    /** Measures in fresh processes, and records what it finds. */
    @FunctionalInterface
    interface Measurement {
        void take(int round, Recorder recorder) throws MeasurementException, IOException, InterruptedException;
    }
}
