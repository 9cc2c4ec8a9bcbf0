package io.nagare.bench.report.turn;

import io.nagare.bench.Bench;
import io.nagare.bench.report.process.Jvm;
import io.nagare.bench.report.process.MeasurementException;
import io.nagare.bench.report.process.Program;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Turns of a class of benchmarks under JMH. Each turn is one benchmark with one profile. JMH forks a JVM for each
 * library, one after the other.
 *
 * @param libraries gets a benchmark, and returns the libraries that have a place in its row
 * @param lacks gets a benchmark and a library, and says why the library has no counterpart; empty if it has one
 */
public record JmhTurns(
        Effort effort,
        Group group,
        Class<?> benchmarks,
        Function<String, List<String>> libraries,
        BiFunction<String, String, Optional<String>> lacks) {

    private static final String EVERY_LIBRARY = "every library";
    private static final double ITERATION_SECONDS = 0.2;
    private static final Duration POLLUTION_AND_START = Duration.ofSeconds(15);

    /** Makes a turn of each benchmark with each profile. In the quick version these are only the quick benchmarks. */
    List<Turn> turns(List<String> names, List<String> quick) {
        List<Turn> turns = new ArrayList<>();
        for (Profile profile : Profile.values()) {
            for (String name : names) {
                if (!effort.quick() || quick.contains(name)) {
                    turns.add(turn(name, profile));
                }
            }
        }
        return turns;
    }

    public Turn turn(String benchmark, Profile profile) {
        return new Turn(
                group,
                profile.work(benchmark),
                EVERY_LIBRARY,
                (round, recorder) -> record(benchmark, profile, run(benchmark, profile), round, recorder));
    }

    /** Records the figures of each library, or the reason why there are none. */
    public void record(String benchmark, Profile profile, List<JmhResults.Row> rows, int round, Recorder recorder) {
        String work = profile.work(benchmark);
        for (String library : libraries.apply(benchmark)) {
            boolean found = false;
            for (JmhResults.Row row : rows) {
                if (row.library().equals(library)) {
                    recorder.sample(group, work, library, row.metric(), round, row.value());
                    found = true;
                }
            }
            if (!found) {
                String reason = lacks.apply(benchmark, library).orElse("JMH gave no result for it");
                recorder.missing(group, work, library, reason);
            }
        }
    }

    /**
     * Returns a pattern for the whole name of one benchmark, because other classes may have a benchmark of the same
     * name.
     */
    public String pattern(String benchmark) {
        return "^" + Pattern.quote(benchmarks.getName() + "." + benchmark) + "$";
    }

    private List<JmhResults.Row> run(String benchmark, Profile profile)
            throws MeasurementException, IOException, InterruptedException {
        List<String> forked = libraries.apply(benchmark).stream()
                .filter(library -> lacks.apply(benchmark, library).isEmpty())
                .toList();
        Path table = Files.createTempFile("nagare-bench", ".csv");
        try {
            String iteration = Math.round(ITERATION_SECONDS * 1000) + "ms";
            List<String> arguments = List.of(
                    "jmh", pattern(benchmark), "-p", "library=" + String.join(",", forked),
                    "-p", "profile=" + profile.label(),
                    "-f", "1", "-wi", Integer.toString(effort.forkWarmUps()), "-w", iteration,
                    "-i", Integer.toString(effort.forkIterations()), "-r", iteration,
                    "-prof", "gc", "-rf", "csv", "-rff", table.toString());
            // JMH's lock would make a run beside another one fail. JMH formats numbers by the user's language, so that
            // is set.
            List<String> options = List.of("-Djmh.ignoreLock=true", "-Duser.language=en");
            double fork = ITERATION_SECONDS * (effort.forkWarmUps() + effort.forkIterations());
            Duration atMost = POLLUTION_AND_START.plusMillis(Math.round(fork * 1000)).multipliedBy(forked.size());
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
