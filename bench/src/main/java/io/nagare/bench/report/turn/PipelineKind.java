package io.nagare.bench.report.turn;

import io.nagare.bench.operators.OperatorBenchmark;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;

/** A kind of the benchmarks of operators. The design has a goal for each kind. */
public enum PipelineKind {
    /** A chain of stages. */
    LINEAR,
    /** A chain with inner sources, or with several sources. */
    FLATTENING,
    /** A source of one item, subscribed. */
    SMALL,
    /** Shakespeare's words. */
    SCRABBLE;

    private static final Set<String> CHAINS =
            Set.of("range", "mapFilterMap", "tenMaps", "listFilterMap", "mapReduce", "skipTake", "collectList");

    public static PipelineKind of(String benchmark) {
        if (benchmark.startsWith("scrabble")) {
            return SCRABBLE;
        }
        if (benchmark.startsWith("one") || benchmark.equals("just")) {
            return SMALL;
        }
        return CHAINS.contains(benchmark) ? LINEAR : FLATTENING;
    }

    /** Returns all benchmarks, grouped by kind. */
    public static List<String> benchmarks() {
        return Arrays.stream(OperatorBenchmark.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .map(Method::getName)
                .sorted(Comparator.comparing(PipelineKind::of).thenComparing(Comparator.naturalOrder()))
                .toList();
    }
}
