package io.nagare.bench.report.turn;

import io.nagare.bench.report.result.Csv;
import io.nagare.bench.report.result.Metric;
import java.util.ArrayList;
import java.util.List;

/**
 * The comma-separated table that JMH writes: a row for each benchmark, and one for each of its secondary results, such
 * as the allocated bytes.
 */
public final class JmhResults {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private JmhResults() {}

    /**
     * A row.
     *
     * @param benchmark the name of the benchmark's method
     * @param library the benchmark's parameter
     * @param value nanoseconds or bytes for each operation
     */
    public record Row(String benchmark, String library, Metric metric, double value) {}

    /**
     * Parses the times and the allocated bytes. Other secondary results are left out, and so are rows without a number.
     */
    public static List<Row> parse(List<String> lines) {
        List<Row> rows = new ArrayList<>();
        if (lines.isEmpty()) {
            return rows;
        }
        List<String> columns = Csv.values(lines.get(0));
        for (String line : lines.subList(1, lines.size())) {
            List<String> values = Csv.values(line);
            String name = values.get(columns.indexOf("Benchmark"));
            int colon = name.indexOf(':');
            String second = colon < 0 ? "" : name.substring(colon + 1);
            String method = colon < 0 ? name : name.substring(0, colon);
            double score = Double.parseDouble(values.get(columns.indexOf("Score")).replace(',', '.'));
            if (!Double.isFinite(score) || !(second.isEmpty() || second.endsWith(ALLOCATED))) {
                continue;
            }
            rows.add(new Row(
                    method.substring(method.lastIndexOf('.') + 1),
                    values.get(columns.indexOf("Param: library")),
                    second.isEmpty() ? Metric.TIME : Metric.ALLOCATED,
                    score * factor(values.get(columns.indexOf("Unit")))));
        }
        return rows;
    }

    private static double factor(String unit) {
        return switch (unit) {
            case "ns/op", "B/op" -> 1;
            case "us/op" -> 1e3;
            case "ms/op" -> 1e6;
            default -> throw new IllegalArgumentException("JMH gave a result in " + unit + ", which is not known here");
        };
    }
}
