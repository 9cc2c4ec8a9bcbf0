package io.nagare.bench.bridges;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A library at an end of a crossing. */
public enum Library {
    /** This library, by its bridge to the other one. */
    NAGARE,
    /** This library without a bridge: the other one takes it for any publisher of Reactive Streams. */
    NAGARE_PLAIN,
    REACTOR,
    RXJAVA,
    MUTINY,
    KOTLIN;

    /** The libraries to which this one has bridges. */
    public static List<Library> others() {
        return List.of(REACTOR, RXJAVA, MUTINY, KOTLIN);
    }

    /**
     * Returns the library with a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Library of(String label) {
        return Arrays.stream(values())
                .filter(library -> library.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there are no crossings of " + label));
    }

    /** The name of this library as the benchmark's parameter and as a peer in the report. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
