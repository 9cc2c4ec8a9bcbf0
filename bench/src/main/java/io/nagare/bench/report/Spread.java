package io.nagare.bench.report;

import java.util.Arrays;

/** What several rounds gave: the figure in the middle, and the two at the ends. */
record Spread(double median, double least, double most, int rounds) {

    /** With an even number of rounds the median is halfway between the two in the middle. */
    static Spread of(double... values) {
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
