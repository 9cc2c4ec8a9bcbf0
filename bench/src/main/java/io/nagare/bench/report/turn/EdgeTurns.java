package io.nagare.bench.report.turn;

import io.nagare.bench.edges.EdgeBenchmark;
import io.nagare.bench.edges.Library;
import io.nagare.bench.edges.Shape;
import io.nagare.bench.report.result.Group;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns of the edges. A library may lack some of them. */
public final class EdgeTurns {

    private static final List<Shape> QUICK = List.of(Shape.HOP, Shape.FROM_ASYNCHRONOUS, Shape.MERGE_MANY);

    private EdgeTurns() {}

    public static List<Turn> turns(Effort effort) {
        return jmh(effort).turns(labels(Arrays.stream(Shape.values())), labels(QUICK.stream()));
    }

    public static JmhTurns jmh(Effort effort) {
        List<String> libraries = Arrays.stream(Library.values()).map(Library::label).toList();
        return new JmhTurns(effort, Group.EDGES, EdgeBenchmark.class, shape -> libraries, EdgeTurns::lacks);
    }

    private static List<String> labels(Stream<Shape> shapes) {
        return shapes.map(Shape::label).toList();
    }

    private static Optional<String> lacks(String benchmark, String library) {
        return Library.of(library).lacks(Shape.of(benchmark));
    }
}
