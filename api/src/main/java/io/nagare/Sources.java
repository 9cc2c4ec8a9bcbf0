package io.nagare;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/** Reads the sources of an operator that combines any number of them, in the call that makes the stream. */
final class Sources {

    private Sources() {}

    /** Returns the sources in their order. Later changes of the iterable have no effect. */
    static <P> List<P> listOf(String operator, Iterable<? extends P> sources) {
        List<P> list = new ArrayList<>();
        requireNonNull(requireNonNull(sources, "sources").iterator(), () -> operator + ": the iterable returned null")
                .forEachRemaining(source -> list.add(requireNonNull(source, "source")));
        return list;
    }
}
