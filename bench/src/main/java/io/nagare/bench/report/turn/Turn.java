package io.nagare.bench.report.turn;

import io.nagare.bench.report.process.MeasurementException;
import io.nagare.bench.report.result.Group;
import java.io.IOException;
import java.util.List;

/**
 * A turn: one peer does one work once.
 *
 * @param work the work; several that cannot be done separately are joined by {@value #AND}
 * @param peer the peer that is recorded as missing if the turn fails
 */
public record Turn(Group group, String work, String peer, Measurement measurement) {

    static final String AND = " and ";

    /** Whether this turn gives figures or failures of a work. */
    public boolean isOf(String name) {
        return work.equals(name) || List.of(work.split(AND, -1)).contains(name);
    }

    /** Measures in fresh processes, and records what it finds. */
    @FunctionalInterface
    public interface Measurement {
        void take(int round, Recorder recorder) throws MeasurementException, IOException, InterruptedException;
    }
}
