package io.nagare.bench.edges;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A library whose edges are measured, and the shapes that it lacks. */
public enum Library {
    NAGARE(NagareEdges::new, Map.of()),
    REACTOR(ReactorEdges::new, Map.of(Shape.MAP_PARTITIONED, Library.NOT_PARTITIONED)),
    RXJAVA(RxEdges::new, Map.of(Shape.MAP_PARTITIONED, Library.NOT_PARTITIONED)),
    MUTINY(
            MutinyEdges::new,
            Map.of(
                    Shape.MAP_PARALLEL, "Multi cannot be run on several workers",
                    Shape.SWITCH_MAP, "Multi has merging and concatenating, but no switching",
                    Shape.WITH_LATEST_FROM, "Multi has only the latest items of all sources",
                    Shape.MAP_PARTITIONED, Library.NOT_PARTITIONED)),
    KOTLIN(
            KotlinEdges::new,
            Map.of(
                    Shape.MAP_PARALLEL, "a Flow cannot be run on several workers",
                    Shape.TO_ITERABLE, Library.NOT_ITERABLE,
                    Shape.TO_ITERABLE_HOP, Library.NOT_ITERABLE,
                    Shape.GROUP_BY, "Flow has no groups",
                    Shape.WINDOW, "Flow has lists, but no windows",
                    Shape.WITH_LATEST_FROM, "Flow has only the latest items of all sources",
                    Shape.TAKE_UNTIL, "a Flow cannot be ended by another",
                    Shape.BUFFER_TIMEOUT, "Flow has lists by size alone",
                    Shape.MAP_PARTITIONED, Library.NOT_PARTITIONED));

    private static final String NOT_PARTITIONED = "has no operator that keeps the order of the items and runs one at a time of each key";
    private static final String NOT_ITERABLE = "a Flow cannot be taken by a loop of a thread that blocks";

    private final Supplier<Edges> edges;
    private final Map<Shape, String> lacks;

    Library(Supplier<Edges> edges, Map<Shape, String> lacks) {
        this.edges = edges;
        this.lacks = lacks;
    }

    /**
     * The library of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Library of(String label) {
        return Arrays.stream(values())
                .filter(library -> library.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there are no edges of " + label));
    }

    /** The parameter of the benchmark, and the peer of the report. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Why the library lacks a shape; empty if it has it. */
    public Optional<String> lacks(Shape shape) {
        return Optional.ofNullable(lacks.get(shape));
    }

    /** Starts the library's workers. */
    Edges open() {
        return edges.get();
    }
}
