package io.nagare.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The table with commas that JMH writes: a row for each benchmark, and one for each of its second results, such as the
 * bytes allocated.
 */
final class JmhResults {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private JmhResults() {}

    /**
     * A row.
     *
     * @param benchmark the name of its method
     * @param library its parameter
     * @param value in nanoseconds or bytes an operation
     */
    record Row(String benchmark, String library, Metric metric, double value) {}

    /** The times and the bytes allocated; other second results are left out, and so are those without a number. */
    static List<Row> parse(List<String> lines) {
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
