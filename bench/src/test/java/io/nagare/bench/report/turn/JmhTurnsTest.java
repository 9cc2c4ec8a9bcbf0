package io.nagare.bench.report.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.bench.bridges.BridgeBenchmark;
import io.nagare.bench.bridges.ContextBenchmark;
import io.nagare.bench.bridges.SchedulerBenchmark;
import io.nagare.bench.edges.EdgeBenchmark;
import io.nagare.bench.edges.Library;
import io.nagare.bench.edges.Shape;
import io.nagare.bench.operators.OperatorBenchmark;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Metric;
import io.nagare.bench.report.result.Missing;
import io.nagare.bench.report.result.Profile;
import io.nagare.bench.report.result.ResultFiles;
import io.nagare.bench.report.result.Results;
import io.nagare.bench.report.result.Sample;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.annotations.Benchmark;

class JmhTurnsTest {

    private static List<String> works(List<Turn> turns) {
        return turns.stream().map(Turn::work).toList();
    }

    @Test
    void theQuickVersionHasThreeOfEachWithBothProfiles() {
        assertEquals(
                List.of(
                        "hop, clean", "fromAsynchronous, clean", "mergeMany, clean",
                        "hop, polluted", "fromAsynchronous, polluted", "mergeMany, polluted"),
                works(EdgeTurns.turns(Effort.fast())));
        assertEquals(6, OperatorTurns.turns(Effort.fast()).size());
    }

    @Test
    void theFullVersionHasAllShapesWithBothProfiles() {
        List<String> expected = new ArrayList<>();
        for (String profile : List.of("clean", "polluted")) {
            for (Shape shape : Shape.values()) {
                expected.add(shape.label() + ", " + profile);
            }
        }
        assertEquals(expected, works(EdgeTurns.turns(Effort.full())));
        assertEquals(2 * PipelineKind.benchmarks().size(), OperatorTurns.turns(Effort.full()).size());
    }

    /** A benchmark that is not there would be missing from the report without a word. */
    @Test
    void bridgesAndContextHaveAllTheirBenchmarks() {
        Set<String> bridges = new TreeSet<>(benchmarks(BridgeBenchmark.class));
        bridges.addAll(benchmarks(SchedulerBenchmark.class));
        assertEquals(bridges, names(BridgeTurns.turns(Effort.full())));
        assertEquals(benchmarks(ContextBenchmark.class), names(ContextTurns.turns(Effort.full())));
        assertEquals(2 * bridges.size(), BridgeTurns.turns(Effort.full()).size());
        assertEquals(8, BridgeTurns.turns(Effort.fast()).size());
    }

    private static Set<String> benchmarks(Class<?> of) {
        Set<String> names = new TreeSet<>();
        for (Method method : of.getMethods()) {
            if (method.isAnnotationPresent(Benchmark.class)) {
                names.add(method.getName());
            }
        }
        return names;
    }

    private static Set<String> names(List<Turn> turns) {
        Set<String> names = new TreeSet<>();
        turns.forEach(turn -> names.add(turn.work().substring(0, turn.work().indexOf(','))));
        return names;
    }

    /** Operators and edges have benchmarks of the same names. */
    @Test
    void aBenchmarkIsFoundByItsWholeName() {
        String operator = OperatorTurns.jmh(Effort.full()).pattern("merge");
        String edge = EdgeTurns.jmh(Effort.full()).pattern("merge");
        String name = EdgeBenchmark.class.getName() + ".merge";
        assertTrue(name.matches(edge), edge);
        assertFalse(name.matches(operator), operator);
        assertFalse((name + "Many").matches(edge), edge);
        assertTrue((OperatorBenchmark.class.getName() + ".merge").matches(operator), operator);
    }

    /** If a library has no figure, it lacks the shape, or the benchmark failed. */
    @Test
    void aLibraryWithoutAResultHasAReason(@TempDir Path folder) {
        Results results = new Results();
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Recorder recorder = new Recorder(results, new ResultFiles(folder)::write, nowhere);
        String window = Shape.WINDOW.label();
        List<JmhResults.Row> rows = List.of(
                new JmhResults.Row(window, "nagare", Metric.TIME, 20),
                new JmhResults.Row(window, "nagare", Metric.ALLOCATED, 40),
                new JmhResults.Row(window, "reactor", Metric.TIME, 30),
                new JmhResults.Row(window, "mutiny", Metric.TIME, 90));
        EdgeTurns.jmh(Effort.full()).record(window, Profile.POLLUTED, rows, 1, recorder);
        assertEquals(
                List.of(
                        new Sample(Group.EDGES, "window, polluted", "nagare", Metric.TIME, 1, 20),
                        new Sample(Group.EDGES, "window, polluted", "nagare", Metric.ALLOCATED, 1, 40),
                        new Sample(Group.EDGES, "window, polluted", "reactor", Metric.TIME, 1, 30),
                        new Sample(Group.EDGES, "window, polluted", "mutiny", Metric.TIME, 1, 90)),
                results.samples());
        assertEquals(
                List.of(
                        new Missing(Group.EDGES, "window, polluted", "rxjava", "JMH gave no result for it"),
                        new Missing(
                                Group.EDGES, "window, polluted", "kotlin",
                                Library.KOTLIN.lacks(Shape.WINDOW).orElseThrow())),
                results.missing());
    }
}
