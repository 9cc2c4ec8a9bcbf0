package io.nagare.bench.bridges;

import java.util.Arrays;

/** What is carried from thread to thread with a stream. */
public enum Carried {
    /** No context. */
    NOTHING("nagare"),
    /** A context whose two thread locals have no values. */
    NO_VALUES("no values"),
    /** A context whose two thread locals have values. */
    TWO_VALUES("two values");

    private final String label;

    Carried(String label) {
        this.label = label;
    }

    /**
     * Returns what is carried under a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Carried of(String label) {
        return Arrays.stream(values())
                .filter(carried -> carried.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing is carried under the name " + label));
    }

    /** The name as the benchmark's parameter, and as a peer in the report. */
    public String label() {
        return label;
    }
}
