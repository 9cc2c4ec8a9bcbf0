package io.nagare.bench.report;

import io.nagare.bench.growth.Thing;
import io.nagare.bench.report.page.Chart;
import io.nagare.bench.report.page.Charts;
import io.nagare.bench.report.page.GrowthChart;
import io.nagare.bench.report.page.MarkdownReport;
import io.nagare.bench.report.process.Cores;
import io.nagare.bench.report.process.Machine;
import io.nagare.bench.report.process.Program;
import io.nagare.bench.report.process.SampleFile;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.ResultFiles;
import io.nagare.bench.report.result.Results;
import io.nagare.bench.report.turn.Effort;
import io.nagare.bench.report.turn.Recorder;
import io.nagare.bench.report.turn.Turn;
import io.nagare.bench.report.turn.Turns;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The command {@code report}. It measures everything beside its peers, round by round, and writes the report. */
public final class Report {

    /** How to call the command. */
    public static final String USAGE =
            """
            report [--quick] [--out DIR] [--only GROUP,...] [--work TEXT] [--rounds N]
                   [--load BINARY] [--floor BINARY] [--tokio BINARY] [--rustls BINARY] [--libuv PROGRAM]
            report --from DIR                makes the report again from the results in a folder
              --quick    in ten minutes: short warm-ups, one round, some of the works; without it about two hours
              --out      where the report goes (report); groups that are there already and are not measured stay
              --work     only the works whose name contains this, in place of what the group had
              GROUP      runtime | channels | operators | edges | bridges | context | files | sockets | ring
                         | tls | latency | memory | growth | machines | startup
              BINARY     programs that are not part of this: the load generator (sockets need it),
                         the echo server in C, the works on Tokio, servers with TLS on Tokio and rustls
              PROGRAM    the works on Node.js: bench/src/main/js/libuv.js""";

    private Report() {}

    /**
     * Measures and writes the report. A work that cannot be measured becomes a line of the report, and the rest still
     * runs.
     *
     * @return whether there are figures
     * @throws IllegalArgumentException if the arguments were not understood
     */
    public static boolean run(List<String> arguments) {
        ReportOptions options = ReportOptions.parse(arguments);
        ResultFiles files = new ResultFiles(options.folder());
        try {
            Results results;
            if (options.onlyWrite()) {
                results = files.read();
            } else {
                options.notices().forEach(System.err::println);
                results = measure(options, files);
            }
            write(options.folder(), results);
            System.err.println("written: " + options.folder().resolve("REPORT.md"));
            return !results.samples().isEmpty();
        } catch (IOException failure) {
            System.err.println("report: " + failure);
            return false;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            System.err.println("report: interrupted");
            return false;
        }
    }

    private static Results measure(ReportOptions options, ResultFiles files) throws IOException, InterruptedException {
        Cores cores = Cores.ofThisMachine();
        Map<String, String> facts = Machine.describe(options.yardsticks(), cores);
        Results results = files.exist() ? files.read() : new Results();
        for (String same : List.of("CPU", "System", "JDK")) {
            if (!results.facts().getOrDefault(same, facts.getOrDefault(same, "")).equals(facts.get(same))) {
                throw new IllegalArgumentException(
                        options.folder() + " has results of another machine or JDK; give another folder with --out");
            }
        }
        facts.forEach(results::fact);
        Program.endAllWithThisProcess();
        measureGroups(options, cores, results, files);
        return results;
    }

    private static void measureGroups(ReportOptions options, Cores cores, Results results, ResultFiles files)
            throws IOException, InterruptedException {
        PrintStream progress = System.err;
        Effort effort = options.effort();
        Recorder recorder = new Recorder(results, files::write, progress);
        if (effort.rounds() == 1) {
            progress.println("one round: on a machine with other work a figure may be far off");
        }
        try (SampleFile file = SampleFile.create()) {
            for (Group group : options.groups()) {
                progress.println(time("HH:mm:ss") + " " + group.label());
                List<Turn> all = Turns.of(group, effort, options.yardsticks(), cores, file.path());
                List<Turn> wanted = Turns.select(group, all, options.work(), results);
                if (wanted.isEmpty() && !all.isEmpty()) {
                    progress.println("  no work is named like " + options.work() + "; there are: " + works(all));
                    continue;
                }
                Turns.sayWhatIsLeftOut(group, options.yardsticks(), options.work(), recorder);
                measured(results, group, time("yyyy-MM-dd HH:mm") + " UTC, " + effort, options.work());
                recorder.run(effort.rounds(group), wanted);
                files.write(results);
            }
        }
        progress.println(time("HH:mm:ss") + " done");
    }

    private static String time(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).format(ZonedDateTime.now(ZoneOffset.UTC));
    }

    private static String works(List<Turn> turns) {
        return turns.stream().map(Turn::work).distinct().collect(Collectors.joining("; "));
    }

    static void write(Path folder, Results results) throws IOException {
        Files.createDirectories(folder);
        for (Chart chart : Charts.of(results)) {
            Files.writeString(folder.resolve(chart.file()), chart.svg());
        }
        for (Thing thing : Thing.values()) {
            Optional<GrowthChart> chart = GrowthChart.of(results, thing);
            if (chart.isPresent()) {
                Files.writeString(folder.resolve(chart.get().file()), chart.get().svg());
            }
        }
        Files.writeString(folder.resolve("REPORT.md"), new MarkdownReport(results).text());
    }

    /** Notes when and how a group was measured. If only a part of it was measured, this is added to the former note. */
    private static void measured(Results results, Group group, String now, String part) {
        String before = part.isEmpty() ? "" : results.measured(group);
        String behind = part.isEmpty() ? now : Turns.scope(part) + ": " + now;
        results.measured(group, before.isEmpty() ? behind : before + "; " + behind);
    }
}
