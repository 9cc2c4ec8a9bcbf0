package io.nagare.bench.report.page;

import io.nagare.bench.growth.Thing;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Metric;
import io.nagare.bench.report.result.Peer;
import io.nagare.bench.report.result.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A chart over the number of things: the cost of one, and the lateness of a bystander, in microseconds. Both axes are
 * logarithmic.
 *
 * @param lines with at least one point each
 */
public record GrowthChart(Thing thing, List<Line> lines) {

    private static final int WIDTH = 860;
    private static final int HEIGHT = 420;
    private static final int LEFT = 80;
    private static final int RIGHT = 230;
    private static final int TOP = 62;
    private static final int BOTTOM = 52;

    private static final String STYLE =
            """
            <style>
            text { font: 12px sans-serif; fill: #24292f }
            .title { font-size: 15px; font-weight: bold }
            .note, .tick { fill: #57606a }
            .ground { fill: #ffffff }
            .grid { stroke: #d8dee4 }
            .line { fill: none; stroke-width: 2 }
            .c0 { stroke: #1f7a8c } .f0 { fill: #1f7a8c }
            .c1 { stroke: #d9822b } .f1 { fill: #d9822b }
            .c2 { stroke: #8250df } .f2 { fill: #8250df }
            .c3 { stroke: #8c959f } .f3 { fill: #8c959f }
            @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3 }
            .note, .tick { fill: #9da7b3 }
            .ground { fill: #0d1117 }
            .grid { stroke: #30363d }
            }
            </style>
            """;

    public GrowthChart {
        lines = List.copyOf(lines);
    }

    /** A point of a line. */
    public record Point(int number, double micros) {}

    /** A line, with its points in the order of their numbers. */
    record Line(String name, int color, List<Point> points) {}

    /** Makes a chart. Empty if nothing was measured. */
    public static Optional<GrowthChart> of(Results results, Thing thing) {
        List<Line> lines = new ArrayList<>();
        add(lines, results, thing, Peer.NAGARE, Metric.TIME, 1e-3, "Nagare, cost of one", 0);
        add(lines, results, thing, Peer.REACTOR, Metric.TIME, 1e-3, "Reactor, cost of one", 1);
        add(lines, results, thing, Peer.NAGARE, Metric.BYSTANDER, 1, "bystander late, p99", 2);
        add(lines, results, thing, Peer.PLAIN_THREAD, Metric.BYSTANDER, 1, "plain thread late, p99", 3);
        return lines.isEmpty() ? Optional.empty() : Optional.of(new GrowthChart(thing, lines));
    }

    private static void add(
            List<Line> lines,
            Results results,
            Thing thing,
            String peer,
            Metric metric,
            double micros,
            String name,
            int color) {
        List<Point> points = new ArrayList<>();
        for (String work : results.works(Group.GROWTH, metric)) {
            if (work.endsWith(", " + thing.label())) {
                int number = Integer.parseInt(work.substring(0, work.indexOf(',')));
                results.spread(Group.GROWTH, work, peer, metric)
                        .ifPresent(spread -> points.add(new Point(number, spread.median() * micros)));
            }
        }
        if (!points.isEmpty()) {
            points.sort((one, other) -> Integer.compare(one.number(), other.number()));
            lines.add(new Line(name, color, List.copyOf(points)));
        }
    }

    public String file() {
        return Group.GROWTH.label() + "-" + thing.label() + ".svg";
    }

    String title() {
        return "Growth: " + thing.title();
    }

    public String svg() {
        Axis across = axis(point -> point.number());
        Axis up = axis(Point::micros);
        StringBuilder svg = new StringBuilder();
        svg.append(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\">\n",
                WIDTH,
                HEIGHT));
        svg.append("<title>").append(title()).append("</title>\n").append(STYLE);
        svg.append(format("<rect class=\"ground\" width=\"%d\" height=\"%d\"/>\n", WIDTH, HEIGHT));
        svg.append(text("title", 12, 22, "start", title()));
        String note = "µs over the number, both axes logarithmic; one is " + thing.operation();
        svg.append(text("note", 12, 40, "start", note));
        for (int power = up.low(); power <= up.high(); power++) {
            double y = y(up, Math.pow(10, power));
            svg.append(format(
                    "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>\n", LEFT, y, WIDTH - RIGHT, y));
            svg.append(text("tick", LEFT - 8, y + 4, "end", power(power)));
        }
        for (int power = across.low(); power <= across.high(); power++) {
            double x = x(across, Math.pow(10, power));
            svg.append(format(
                    "<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>\n",
                    x,
                    TOP,
                    x,
                    HEIGHT - BOTTOM));
            svg.append(text("tick", x, HEIGHT - BOTTOM + 18, "middle", power(power)));
        }
        int row = TOP + 12;
        for (Line line : lines) {
            svg.append(draw(line, across, up));
            svg.append(format(
                    "<rect class=\"f%d\" x=\"%d\" y=\"%d\" width=\"14\" height=\"4\"/>\n",
                    line.color(),
                    WIDTH - RIGHT + 16,
                    row - 6));
            svg.append(text("peer", WIDTH - RIGHT + 36, row, "start", line.name()));
            row += 20;
        }
        return svg.append("</svg>\n").toString();
    }

    private static String draw(Line line, Axis across, Axis up) {
        StringBuilder points = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        for (Point point : line.points()) {
            double x = x(across, point.number());
            double y = y(up, point.micros());
            points.append(format("%.1f,%.1f ", x, y));
            dots.append(format("<circle class=\"f%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>\n", line.color(), x, y));
        }
        return format("<polyline class=\"line c%d\" points=\"%s\"/>\n", line.color(), points.toString().strip()) + dots;
    }

    private static double x(Axis axis, double value) {
        return LEFT + (WIDTH - LEFT - RIGHT) * axis.at(value);
    }

    private static double y(Axis axis, double value) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * axis.at(value);
    }

    private Axis axis(java.util.function.ToDoubleFunction<Point> value) {
        List<Double> all = new ArrayList<>();
        lines.forEach(line -> line.points().forEach(point -> all.add(Math.max(1e-3, value.applyAsDouble(point)))));
        double least = all.stream().mapToDouble(Double::doubleValue).min().orElse(1);
        double most = all.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        int low = (int) Math.floor(Math.log10(least) + 1e-9);
        return new Axis(low, Math.max(low + 1, (int) Math.ceil(Math.log10(most) - 1e-9)));
    }

    private static String power(int power) {
        double value = Math.pow(10, power);
        return power < 0 ? format("%." + -power + "f", value) : format("%,d", Math.round(value));
    }

    private static String text(String kind, double x, double y, String anchor, String text) {
        return format(
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", kind, x, y, anchor, text);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    /** An axis from one power of ten to another. */
    private record Axis(int low, int high) {

        double at(double value) {
            return (Math.log10(Math.max(1e-3, value)) - low) / (high - low);
        }
    }
}
