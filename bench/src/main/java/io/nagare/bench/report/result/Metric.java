package io.nagare.bench.report.result;

import java.util.Arrays;
import java.util.Locale;

/** The kind of a figure. */
public enum Metric {
    TIME("Nanoseconds an operation", false, true),
    RATE("Units a second", true, true),
    USER_CPU("Microseconds of user CPU a unit", false, true),
    SYSTEM_CPU("Microseconds of system CPU a unit", false, false),
    ALLOCATED("Bytes allocated a unit", false, false),
    MEDIAN("Microseconds to the median", false, false),
    TAIL("Microseconds to the 99th percentile", false, true),
    FAR_TAIL("Microseconds to the 99.9th percentile", false, true),
    MOST("Microseconds at the most", false, false),
    LATE("Microseconds that the load itself was late, 99th percentile", false, false),
    BYSTANDER("Microseconds that a bystander is late, 99th percentile", false, false),
    HEAP("Bytes of heap each", false, true),
    OUTSIDE_HEAP("Bytes outside the heap each", false, false),
    MEMORY("Bytes each, heap and outside", false, true),
    FIRST_ANSWER("Milliseconds to the first answer", false, true),
    START_CPU("Milliseconds of CPU to the first answer", false, false),
    CLASSES("Classes loaded", false, false),
    LIVE_HEAP("Bytes of heap after a collection", false, false),
    RESIDENT("Bytes resident", false, true);

    private final String title;
    private final boolean moreIsBetter;
    private final boolean charted;

    Metric(String title, boolean moreIsBetter, boolean charted) {
        this.title = title;
        this.moreIsBetter = moreIsBetter;
        this.charted = charted;
    }

    static Metric of(String label) {
        return Arrays.stream(values())
                .filter(metric -> metric.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no metric named " + label));
    }

    /** The name in the files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    public boolean isCharted() {
        return charted;
    }

    /** How many times as good {@code ours} is as {@code theirs}; above 1 Nagare is ahead. */
    public double lead(double ours, double theirs) {
        if (ours == theirs) {
            return 1;
        }
        return moreIsBetter ? ours / theirs : theirs / ours;
    }
}
