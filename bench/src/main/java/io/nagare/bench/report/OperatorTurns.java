package io.nagare.bench.report;

import io.nagare.bench.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns of the operators: each is one benchmark under JMH, which forks a JVM for each library, one after the other. */
final class OperatorTurns {

    private static final List<String> LIBRARIES = List.of(Peer.NAGARE, Peer.REACTOR, "rxjava", "mutiny");
    private static final List<String> QUICK = List.of("mapFilterMap", "flatMapRange", "oneChain");
    private static final String EVERY_LIBRARY = "every library";
    private static final double ITERATION_SECONDS = 0.2;
    private static final Duration POLLUTION_AND_START = Duration.ofSeconds(15);

    private final Effort effort;

    OperatorTurns(Effort effort) {
        this.effort = effort;
    }

    List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        for (Profile profile : Profile.values()) {
            for (String benchmark : PipelineKind.benchmarks()) {
                if (!effort.quick() || QUICK.contains(benchmark)) {
                    turns.add(turn(benchmark, profile));
                }
            }
        }
        return turns;
    }

    private Turn turn(String benchmark, Profile profile) {
        String work = profile.work(benchmark);
        return new Turn(Group.OPERATORS, work, EVERY_LIBRARY, (round, recorder) -> {
            List<JmhResults.Row> rows = run(benchmark, profile);
            for (String library : LIBRARIES) {
                boolean found = false;
                for (JmhResults.Row row : rows) {
                    if (row.library().equals(library)) {
                        recorder.sample(Group.OPERATORS, work, library, row.metric(), round, row.value());
                        found = true;
                    }
                }
                if (!found) {
                    recorder.missing(Group.OPERATORS, work, library, "JMH gave no result for it");
                }
            }
        });
    }

    private List<JmhResults.Row> run(String benchmark, Profile profile) throws MeasurementException, IOException, InterruptedException {
        Path table = Files.createTempFile("nagare-bench", ".csv");
        try {
            String iteration = Math.round(ITERATION_SECONDS * 1000) + "ms";
            List<String> arguments = List.of(
                    "jmh", "\\." + benchmark + "$", "-p", "library=" + String.join(",", LIBRARIES), "-p", "profile=" + profile.label(),
                    "-f", "1", "-wi", Integer.toString(effort.forkWarmUps()), "-w", iteration,
                    "-i", Integer.toString(effort.forkIterations()), "-r", iteration,
                    "-prof", "gc", "-rf", "csv", "-rff", table.toString());
            // The lock would fail a run beside another one; numbers are written as the language writes them.
            List<String> options = List.of("-Djmh.ignoreLock=true", "-Duser.language=en");
            double fork = ITERATION_SECONDS * (effort.forkWarmUps() + effort.forkIterations());
            Duration atMost = POLLUTION_AND_START.plusMillis(Math.round(fork * 1000)).multipliedBy(LIBRARIES.size());
            List<String> printed = new Program(Jvm.command(Bench.class, options, arguments), Map.of(), atMost).run();
            List<JmhResults.Row> rows = JmhResults.parse(Files.readAllLines(table));
            if (rows.isEmpty()) {
                throw new MeasurementException(Program.lastWords(printed, "JMH gave no result"));
            }
            return rows;
        } finally {
            Files.deleteIfExists(table);
        }
    }
}
