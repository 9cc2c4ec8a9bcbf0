package io.nagare.bench.report.result;

import java.util.Arrays;

/** The spread of several rounds: the median, and the least and the greatest figure. */
public record Spread(double median, double least, double most, int rounds) {

    /** Makes the spread of some figures. With an even number, the median is halfway between the two in the middle. */
    public static Spread of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("a spread needs at least one value");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
    }
}
