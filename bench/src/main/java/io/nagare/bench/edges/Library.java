package io.nagare.bench.edges;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A library with measured edges, and the shapes that it lacks. */
public enum Library {
    NAGARE(Map.of()),
    REACTOR(Map.of(Shape.MAP_PARTITIONED, Library.NOT_PARTITIONED)),
    RXJAVA(Map.of(Shape.MAP_PARTITIONED, Library.NOT_PARTITIONED)),
    MUTINY(Map.of(
            Shape.MAP_PARALLEL, "a Multi cannot be run on several workers",
            Shape.REPLAY, "its first subscriber may come too late for the first items",
            Shape.SWITCH_MAP, "a Multi can be merged or concatenated, but not switched",
            Shape.WITH_LATEST_FROM, Library.ONLY_COMBINED,
            Shape.MAP_PARTITIONED, Library.NOT_PARTITIONED)),
    KOTLIN(Map.of(
            Shape.MAP_PARALLEL, "a Flow cannot be run on several workers",
            Shape.TO_ITERABLE, Library.NOT_ITERABLE,
            Shape.TO_ITERABLE_HOP, Library.NOT_ITERABLE,
            Shape.GROUP_BY, "has no groups",
            Shape.WINDOW, "has lists, but no windows",
            Shape.WITH_LATEST_FROM, Library.ONLY_COMBINED,
            Shape.TAKE_UNTIL, "a Flow cannot be ended by another",
            Shape.BUFFER_TIMEOUT, "has lists of a size, but not of a time",
            Shape.MAP_PARTITIONED, Library.NOT_PARTITIONED));

    private static final String NOT_PARTITIONED =
            "has no operator that keeps the order of the items and runs one at a time of each key";
    private static final String NOT_ITERABLE = "a loop on a thread that blocks cannot take a Flow";
    private static final String ONLY_COMBINED = "combines the latest items of all sources alike";

    private final Map<Shape, String> lacks;

    Library(Map<Shape, String> lacks) {
        this.lacks = lacks;
    }

    /**
     * Returns the library with a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Library of(String label) {
        return Arrays.stream(values())
                .filter(library -> library.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there are no edges of " + label));
    }

    /** The name of this library as the benchmark's parameter and as a peer in the report. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Why the library lacks a shape; empty if it has it. */
    public Optional<String> lacks(Shape shape) {
        return Optional.ofNullable(lacks.get(shape));
    }

    /** Starts the library's workers. Loads no other library. */
    Edges open() {
        return switch (this) {
            case NAGARE -> new NagareEdges();
            case REACTOR -> new ReactorEdges();
            case RXJAVA -> new RxEdges();
            case MUTINY -> new MutinyEdges();
            case KOTLIN -> new KotlinEdges();
        };
    }
}
