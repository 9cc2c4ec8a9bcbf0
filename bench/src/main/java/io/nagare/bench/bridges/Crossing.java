package io.nagare.bench.bridges;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What crosses from one library to another, and which way. */
public enum Crossing {
    /** A mapped range, which the other library maps and counts. The thread that requests runs it. */
    TO("to", "", End.ITEMS),
    /** As {@link #TO}, but behind a hop of the library that it comes from. */
    TO_HOPPED("to", "Hopped", End.ITEMS),
    /** As {@link #TO}, but the other library moves the stream to a worker of its own before it maps. */
    TO_MOVED("to", "Moved", End.ITEMS),
    /** A mapped range of the other library, mapped and counted. The thread that requests runs it. */
    FROM("from", "", End.ITEMS),
    /** As {@link #FROM}, but behind a hop of the other library. */
    FROM_HOPPED("from", "Hopped", End.ITEMS),
    /** As {@link #FROM}, but moved to a worker of this library before it is mapped. */
    FROM_MOVED("from", "Moved", End.ITEMS),
    /** A mapped callable, which the other library maps and waits for. */
    ONE_TO("oneTo", "", End.ONES),
    /** A mapped callable of the other library, mapped and waited for. */
    ONE_FROM("oneFrom", "", End.ONES);

    private final String before;
    private final String behind;
    private final int operations;

    Crossing(String before, String behind, int operations) {
        this.before = before;
        this.behind = behind;
        this.operations = operations;
    }

    /** The name of the benchmark of a crossing to or from a library. */
    public String label(Library other) {
        String name = other.name().toLowerCase(Locale.ROOT);
        return before + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + behind;
    }

    /** The names of all benchmarks, in the order of the report. */
    public static List<String> labels() {
        return Library.others().stream()
                .flatMap(other -> Arrays.stream(values()).map(crossing -> crossing.label(other)))
                .toList();
    }

    /** Whether the library that a stream comes from has moved it to a worker. */
    boolean isHopped() {
        return this == TO_HOPPED || this == FROM_HOPPED;
    }

    /** Whether the library that takes a stream moves it to a worker. */
    boolean isMoved() {
        return this == TO_MOVED || this == FROM_MOVED;
    }

    /** The number of items, or of calls, of a run. */
    int operations() {
        return operations;
    }
}
