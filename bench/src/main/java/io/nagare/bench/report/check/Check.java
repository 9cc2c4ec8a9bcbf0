package io.nagare.bench.report.check;

import io.nagare.bench.report.process.Cores;
import io.nagare.bench.report.process.Machine;
import io.nagare.bench.report.process.Program;
import io.nagare.bench.report.process.SampleFile;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.ResultFiles;
import io.nagare.bench.report.result.Results;
import io.nagare.bench.report.result.Spread;
import io.nagare.bench.report.turn.Effort;
import io.nagare.bench.report.turn.Recorder;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command {@code check}. It measures the works that matter, each beside one peer, and fails if one has fallen
 * behind the kept results. A work that seems to have fallen is measured again, and counts only if it falls twice.
 */
public final class Check {

    /** How to call the command. */
    public static final String USAGE =
            """
            check [--kept DIR] [--work TEXT] [--load BINARY]
            check --keep [--kept DIR] [--load BINARY]     measures all, and keeps the results to compare with later
              --kept     the folder of the results that are kept (bench/kept)
              --work     only the works whose name contains this
              BINARY     the load generator, which sockets need""";

    private static final int ROUNDS = 3;
    private static final int ROUNDS_TO_KEEP = 7;

    private final CheckOptions options;
    private final PrintStream progress = System.err;

    private Check(CheckOptions options) {
        this.options = options;
    }

    /**
     * Measures, and compares or keeps the results.
     *
     * @return whether all works were measured and none has fallen
     * @throws IllegalArgumentException if the arguments were not understood, or if no results are kept
     */
    public static boolean run(List<String> arguments) {
        CheckOptions options = CheckOptions.parse(arguments);
        options.notices().forEach(System.err::println);
        Program.endAllWithThisProcess();
        try {
            Check check = new Check(options);
            return options.keep() ? check.keep() : check.compare();
        } catch (IOException failure) {
            System.err.println("check: " + failure);
            return false;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            System.err.println("check: interrupted");
            return false;
        }
    }

    private boolean keep() throws IOException, InterruptedException {
        Results results = new Results();
        Machine.describe(options.yardsticks(), Cores.ofThisMachine()).forEach(results::fact);
        measure(options.works(), ROUNDS_TO_KEEP, results, new ResultFiles(options.kept())::write);
        results.missing().forEach(missing -> System.out.println("MISSING " + missing));
        return results.missing().isEmpty();
    }

    private boolean compare() throws IOException, InterruptedException {
        ResultFiles files = new ResultFiles(options.kept());
        if (!files.exist()) {
            throw new IllegalArgumentException(
                    options.kept() + " has no results to compare with; run check --keep --kept " + options.kept());
        }
        Results kept = files.read();
        sayWhatDiffers(kept);
        return passes(options.works(), works -> look(works, kept));
    }

    /** Measures some works and compares them with the kept results. */
    @FunctionalInterface
    public interface Look {
        Findings at(List<CheckedWork> works) throws IOException, InterruptedException;
    }

    /** Whether all works are measured, and none falls in two looks. */
    public static boolean passes(List<CheckedWork> works, Look look) throws IOException, InterruptedException {
        Findings first = look.at(works);
        first.print(System.out);
        if (first.fallen().isEmpty()) {
            return first.missing().isEmpty();
        }
        System.out.println("measured again, what seems to have fallen:");
        Findings second = look.at(first.fallen());
        second.print(System.out);
        return first.missing().isEmpty() && second.missing().isEmpty() && second.fallen().isEmpty();
    }

    private void sayWhatDiffers(Results kept) {
        var facts = Machine.describe(options.yardsticks(), Cores.ofThisMachine());
        for (String fact : List.of("CPU", "JDK", "JVM options", "Peers")) {
            String before = kept.facts().getOrDefault(fact, "unknown");
            if (!before.equals(facts.get(fact))) {
                progress.println("kept with another " + fact + ": " + before + "; here: " + facts.get(fact));
            }
        }
    }

    private Findings look(List<CheckedWork> works, Results kept) throws IOException, InterruptedException {
        Results now = new Results();
        measure(works, ROUNDS, now, results -> {});
        return Findings.of(works, kept, now);
    }

    private void measure(List<CheckedWork> works, int rounds, Results results, Recorder.Keeping keeping)
            throws IOException, InterruptedException {
        Effort effort = Effort.check(rounds);
        Recorder recorder = new Recorder(results, keeping, progress);
        try (SampleFile file = SampleFile.create()) {
            for (Group group : Group.values()) {
                recorder.run(rounds, CheckedWork.turns(works, group, effort, options.yardsticks(), file));
            }
        }
    }

    /**
     * The findings of a look.
     *
     * @param comparisons the works that were measured both now and before
     * @param missing the works that were not, each with the reason
     */
    public record Findings(List<Comparison> comparisons, List<String> missing) {

        public static Findings of(List<CheckedWork> works, Results kept, Results now) {
            List<Comparison> comparisons = new ArrayList<>();
            List<String> missing = new ArrayList<>();
            for (CheckedWork work : works) {
                Optional<Spread> before = work.lead(kept);
                Optional<Spread> after = work.lead(now);
                if (before.isPresent() && after.isPresent()) {
                    comparisons.add(new Comparison(work, before.get(), after.get()));
                } else {
                    missing.add(work.work() + " beside " + work.peer()
                            + (before.isEmpty() ? ": no result is kept" : ": could not be measured"));
                }
            }
            return new Findings(comparisons, missing);
        }

        public List<CheckedWork> fallen() {
            return comparisons.stream().filter(Comparison::hasFallen).map(Comparison::work).toList();
        }

        void print(PrintStream to) {
            comparisons.forEach(each -> to.println((each.hasFallen() ? "FALLEN  " : "ok      ") + each));
            missing.forEach(each -> to.println("MISSING " + each));
        }
    }
}
