package io.nagare.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.bench.report.page.MarkdownReport;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Metric;
import io.nagare.bench.report.result.Missing;
import io.nagare.bench.report.result.ResultFiles;
import io.nagare.bench.report.result.Results;
import io.nagare.bench.report.result.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;

class ReportTest {

    private static Results results() {
        Results results = new Results();
        results.fact("JDK", "one | another");
        results.fact("measured: runtime", "yesterday, full version");
        for (int round = 1; round <= 3; round++) {
            results.add(new Sample(Group.RUNTIME, "ping_pong", "nagare", Metric.TIME, round, 100 + round));
            results.add(new Sample(Group.RUNTIME, "ping_pong", "tokio", Metric.TIME, round, 200));
            results.add(new Sample(Group.RUNTIME, "ping_pong", "forkjoin", Metric.TIME, round, 150));
            results.add(new Sample(Group.OPERATORS, "zip, clean", "nagare", Metric.TIME, round, 10));
            results.add(new Sample(Group.OPERATORS, "zip, clean", "a <b> & \"c\"", Metric.TIME, round, 40_000));
            results.add(new Sample(Group.OPERATORS, "zip, polluted", "nagare", Metric.TIME, round, 10));
            results.add(new Sample(Group.OPERATORS, "zip, polluted", "rxjava", Metric.TIME, round, 0.01));
        }
        results.add(new Missing(Group.RUNTIME, "ping_pong", "virtual threads", "left out: this JDK has none"));
        return results;
    }

    private static List<String> rows(String report, String start) {
        return report.lines().filter(line -> line.startsWith("| " + start)).toList();
    }

    @Test
    void goalsAreJudgedFromTheFigures() {
        String report = new MarkdownReport(results()).text();
        assertEquals(
                List.of(
                        "| Tasks and timers | at or under Tokio's time | 1.96 (1.94–1.98): ping_pong, beside tokio |"
                                + " met |",
                        "| Tasks and timers | at least 2 times as fast as the JVM's own | 1.47 (1.46–1.49): ping_pong,"
                                + " beside forkjoin | **missed** |",
                        "| Tasks and timers | ping_pong | virtual threads | left out: this JDK has none |"),
                rows(report, "Tasks and timers"));
        assertEquals(
                List.of("| ping_pong | 102 (101–103) | 200 (200–200)<br>**1.96×** | 150 (150–150)<br>**1.47×** |"),
                rows(report, "ping_pong"));
        assertTrue(report.contains("| Files, lines | ahead of BufferedReader | – | not measured |"), report);
        assertTrue(report.contains("Measured yesterday, full version."), report);
        assertTrue(report.contains("| JDK | one \\| another |"), report);
    }

    /**
     * The limits are for Nagare alone. The best of Reactor and RxJava counts for the comparison, and other libraries do
     * not.
     */
    @Test
    void edgesHaveATableAndAChartForEachProfileAndGoalsOfTheirOwn() {
        Results results = new Results();
        for (String profile : List.of("clean", "polluted")) {
            results.add(new Sample(Group.EDGES, "hop, " + profile, "nagare", Metric.TIME, 1, 11));
            results.add(new Sample(Group.EDGES, "hop, " + profile, "reactor", Metric.TIME, 1, 22));
            results.add(new Sample(Group.EDGES, "hop, " + profile, "mutiny", Metric.TIME, 1, 1));
            results.add(new Sample(Group.EDGES, "hopHeavy, " + profile, "nagare", Metric.TIME, 1, 600));
            results.add(new Sample(Group.EDGES, "hopHeavy, " + profile, "rxjava", Metric.TIME, 1, 300));
        }
        String report = new MarkdownReport(results).text();
        assertEquals(
                List.of(
                        "| Edges | at or under the best of Reactor and RxJava | 0.50: hopHeavy, clean, beside rxjava |"
                                + " **missed** (2 of 4 met) |",
                        "| Edges, hop | at most 12 ns an item | 11.0: hop, clean | met (all 2) |",
                        "| Edges, fromAsynchronous | at most 10 ns an item | – | not measured |",
                        "| Edges, hopHeavy | at most 450 ns an item, so that two workers share 600 ns of work | 600:"
                                + " hopHeavy, clean | **missed** (0 of 2 met) |"),
                rows(report, "Edges"));
        assertTrue(report.contains("### Nanoseconds an operation, polluted profile\n"), report);
        assertTrue(report.contains("(edges-clean-time.svg)"), report);
        assertTrue(report.contains("(edges-polluted-time.svg)"), report);
    }

    /** Peers for connections are no peers for tasks. */
    @Test
    void whatWaitsHasATableAndAGoalForEachKind() {
        Results results = new Results();
        results.add(new Sample(Group.MEMORY, "1000 connections", "nagare", Metric.HEAP, 1, 400));
        results.add(new Sample(Group.MEMORY, "1000 connections", "vertx", Metric.HEAP, 1, 800));
        results.add(new Sample(Group.MEMORY, "9 tasks", "nagare", Metric.HEAP, 1, 100));
        results.add(new Sample(Group.MEMORY, "9 tasks", "forkjoin", Metric.HEAP, 1, 50));
        results.add(new Sample(Group.MEMORY, "9 tasks", "mutiny", Metric.HEAP, 1, 150));
        results.add(new Sample(Group.MEMORY, "9 subscriptions", "nagare", Metric.HEAP, 1, 100));
        results.add(new Sample(Group.MEMORY, "9 subscriptions", "mutiny", Metric.HEAP, 1, 150));
        String report = new MarkdownReport(results).text();
        assertEquals(List.of("| 9 tasks | 100 | 50.0<br>**0.50×** | 150<br>**1.50×** |"), rows(report, "9 tasks"));
        assertEquals(
                List.of("| Idle task, heap | the least of the JVM's | 0.50: 9 tasks, beside forkjoin | **missed** (1"
                        + " of 2 met) |"),
                rows(report, "Idle task"));
        assertEquals(
                List.of("| Idle subscription, heap | the least of the JVM's | 1.50: 9 subscriptions, beside mutiny |"
                        + " met |"),
                rows(report, "Idle subscription"));
        assertTrue(report.contains("### Bytes of heap each, tasks\n"), report);
        assertTrue(report.contains("(memory-tasks-heap.svg)"), report);
    }

    /** Each row of a table has as many cells as its head, and an empty line precedes the table. */
    @Test
    void tablesAreWellFormed() {
        List<String> lines = new MarkdownReport(results()).text().lines().toList();
        int tables = 0;
        int columns = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).startsWith("|")) {
                continue;
            }
            int cells = lines.get(i).replace("\\|", "").split("\\|", -1).length;
            if (!lines.get(i - 1).startsWith("|")) {
                assertEquals("", lines.get(i - 1));
                assertTrue(lines.get(i + 1).matches("\\|( --- \\|)+"), lines.get(i + 1));
                columns = cells;
                tables++;
            }
            assertEquals(columns, cells, lines.get(i));
        }
        assertEquals(6, tables);
    }

    @Test
    void chartsAreWellFormedAndOnThePage(@TempDir Path folder)
            throws IOException, ParserConfigurationException, SAXException {
        Report.write(folder, results());
        String report = Files.readString(folder.resolve("REPORT.md"));
        Set<String> charts = Set.of("runtime-time.svg", "operators-clean-time.svg", "operators-polluted-time.svg");
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(4, files.count());
        }
        for (String chart : charts) {
            assertTrue(report.contains("(" + chart + ")"), chart);
            var document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(folder.resolve(chart).toFile());
            int width = Integer.parseInt(document.getDocumentElement().getAttribute("width"));
            var bars = document.getElementsByTagName("rect");
            for (int i = 0; i < bars.getLength(); i++) {
                var attributes = bars.item(i).getAttributes();
                var x = attributes.getNamedItem("x");
                double left = x == null ? 0 : Double.parseDouble(x.getNodeValue());
                double right = left + Double.parseDouble(attributes.getNamedItem("width").getNodeValue());
                assertTrue(left >= 0 && right <= width, chart + ": a bar from " + left + " to " + right);
            }
        }
    }

    @Test
    void theReportIsMadeAgainFromItsResults(@TempDir Path folder) throws IOException {
        new ResultFiles(folder).write(results());
        assertTrue(Report.run(List.of("--from", folder.toString())), "what is missing is no failure of what is there");
        assertEquals(new MarkdownReport(results()).text(), Files.readString(folder.resolve("REPORT.md")));
    }

    @Test
    void whatIsNotUnderstoodIsNamed(@TempDir Path folder) {
        assertEquals("report has no option --fast", refusal("--fast"));
        assertEquals("--out needs a value", refusal("--out"));
        assertEquals("--rounds needs a number of 1 to 99, but was given many", refusal("--rounds", "many"));
        assertEquals(
                "there is no group named juggling; there are: runtime, channels, operators, edges, bridges, context,"
                        + " files, sockets, ring, tls, latency, memory, machines, growth, startup",
                refusal("--only", "juggling"));
        assertEquals(folder + " has no results: there is no results.csv in it", refusal("--from", folder.toString()));
    }

    private static String refusal(String... words) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> Report.run(List.of(words)))
                .getMessage());
    }

    @Test
    void whatIsMissingIsNamedAndTheRestIsMeasured() {
        ReportOptions options = ReportOptions.parse(List.of("--only", "juggling,files", "--tokio", "nowhere"));
        assertEquals(Set.of(Group.FILES), options.groups());
        assertTrue(options.yardsticks().tokio().isEmpty());
        assertEquals(2, options.notices().size());
        assertTrue(
                options.notices().get(0).startsWith("there is no group named juggling; "), options.notices()::toString);
        assertEquals("--tokio: nowhere is no program that can be run", options.notices().get(1));
    }

    @Test
    void withoutItsProgramsAGroupSaysWhatIsLeftOut(@TempDir Path folder) throws IOException {
        assertFalse(Report.run(List.of("--only", "sockets", "--out", folder.toString())));
        String report = Files.readString(folder.resolve("REPORT.md"));
        assertTrue(
                report.contains(
                        "| Sockets | all works | everybody | left out: no load generator that can be run was given"
                                + " (--load) |"),
                report);
        assertTrue(
                report.contains(
                        "| Sockets | all works | tokio | left out: no program that can be run was given (--tokio) |"),
                report);
    }
}
