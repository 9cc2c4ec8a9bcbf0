package io.nagare.bench.report.turn;

import io.nagare.bench.report.process.MeasurementException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The line of figures that the load generator prints: words, and names with values. */
public record LoadLine(Map<String, Double> values) {

    public LoadLine {
        values = Map.copyOf(values);
    }

    /** Parses the first line that has a figure with the given name. */
    public static LoadLine with(String figure, List<String> lines) throws MeasurementException {
        for (String line : lines) {
            LoadLine found = parse(line);
            if (found.values.containsKey(figure)) {
                return found;
            }
        }
        throw new MeasurementException("the load generator printed no " + figure
                + (lines.isEmpty() ? "" : ", but: " + lines.get(lines.size() - 1)));
    }

    private static LoadLine parse(String line) {
        Map<String, Double> values = new TreeMap<>();
        for (String word : line.toLowerCase(Locale.ROOT).split(" ", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                try {
                    values.put(word.substring(0, equals), Double.parseDouble(word.substring(equals + 1)));
                } catch (NumberFormatException notANumber) {
                    // not one of its figures
                }
            }
        }
        return new LoadLine(values);
    }

    public double value(String figure) {
        return values.getOrDefault(figure, Double.NaN);
    }
}
