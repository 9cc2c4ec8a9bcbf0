package io.nagare.bench.machines;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is measured of a broadcast across machines. */
public enum MachineWork {
    SEND("sending, 256 on their way"),
    RECEIVE("receiving what is kept"),
    CONFIRM("one value, until it is confirmed"),
    DELIVER("one value, until it is received");

    private final String title;

    MachineWork(String title) {
        this.title = title;
    }

    /** The name in the report. */
    public String title() {
        return title;
    }

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether an operation is one value, and how long it takes is measured. */
    public boolean isOfOne() {
        return this == CONFIRM || this == DELIVER;
    }

    static MachineWork of(String label) {
        return Arrays.stream(values())
                .filter(work -> work.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no work named " + label + "; there are: "
                        + Arrays.stream(values()).map(MachineWork::label).collect(Collectors.joining(", "))));
    }
}
