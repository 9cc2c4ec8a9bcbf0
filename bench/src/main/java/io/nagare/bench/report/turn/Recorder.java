package io.nagare.bench.report.turn;

import io.nagare.bench.report.process.MeasurementException;
import io.nagare.bench.report.result.Figure;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Metric;
import io.nagare.bench.report.result.Missing;
import io.nagare.bench.report.result.Results;
import io.nagare.bench.report.result.Sample;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs turns and records what they find. The results are saved after each turn, so that nothing is lost if the run is
 * stopped. Only one thread uses it.
 */
public final class Recorder {

    private final Results results;
    private final Keeping keeping;
    private final PrintStream progress;

    /** Saves all results so far. */
    @FunctionalInterface
    public interface Keeping {
        void keep(Results results) throws IOException;
    }

    public Recorder(Results results, Keeping keeping, PrintStream progress) {
        this.results = results;
        this.keeping = keeping;
        this.progress = progress;
    }

    /**
     * Runs one work after the other, each for a number of rounds. A round takes each peer's turn once. A turn that has
     * failed is not tried again.
     */
    public void run(int rounds, List<Turn> turns) throws IOException, InterruptedException {
        Map<String, List<Turn>> works = new LinkedHashMap<>();
        turns.forEach(turn -> works.computeIfAbsent(turn.work(), work -> new ArrayList<>()).add(turn));
        for (List<Turn> work : works.values()) {
            runWork(rounds, work);
        }
    }

    private void runWork(int rounds, List<Turn> turns) throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            for (Turn turn : turns) {
                if (!results.isMissing(turn.group(), turn.work(), turn.peer())) {
                    take(round, turn);
                    keeping.keep(results);
                }
            }
        }
    }

    private void take(int round, Turn turn) throws InterruptedException {
        try {
            turn.measurement().take(round, this);
        } catch (MeasurementException | IOException | RuntimeException failure) {
            String message = failure.getMessage();
            missing(turn.group(), turn.work(), turn.peer(), message != null ? message : failure.toString());
        }
    }

    public void sample(Group group, String work, String peer, Metric metric, int round, double value) {
        results.add(new Sample(group, work, peer, metric, round, value));
        progress.println("  " + round + ". " + work + ", " + peer + ": " + Figure.of(value) + " | " + metric.title());
    }

    void missing(Group group, String work, String peer, String reason) {
        if (!results.isMissing(group, work, peer)) {
            results.add(new Missing(group, work, peer, reason));
            progress.println("  " + work + ", " + peer + ": " + reason);
        }
    }
}
