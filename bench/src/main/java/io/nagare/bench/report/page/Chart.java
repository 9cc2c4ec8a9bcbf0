package io.nagare.bench.report.page;

import io.nagare.bench.report.result.Figure;
import io.nagare.bench.report.result.Spread;
import java.util.List;
import java.util.Locale;

/**
 * A bar chart with a bar for each peer of each work. Bars begin at the line of 1, where Nagare and the peer are equal,
 * and go to the right where Nagare is ahead. The axis is logarithmic, so bars for twice as fast and half as fast are
 * equally long. Thin lines show the spread of the rounds.
 *
 * @param file the name of its file
 */
public record Chart(String file, String title, List<Bar> bars) {

    private static final int WIDTH = 860;
    private static final int LEFT = 330;
    private static final int RIGHT = 130;
    private static final int TOP = 62;
    private static final int ROW = 17;
    private static final int GAP = 9;
    private static final int BOTTOM = 34;
    private static final double FURTHEST = 64;

    private static final String STYLE =
            """
            <style>
            text { font: 12px sans-serif; fill: #24292f }
            .title { font-size: 15px; font-weight: bold }
            .note, .tick { fill: #57606a }
            .work { font-weight: bold }
            .ground { fill: #ffffff }
            .grid { stroke: #d8dee4 }
            .one { stroke: #57606a; stroke-width: 1.5 }
            .ahead { fill: #1f7a8c }
            .behind { fill: #d9822b }
            .spread { stroke: #24292f; stroke-width: 1 }
            @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3 }
            .note, .tick { fill: #9da7b3 }
            .ground { fill: #0d1117 }
            .grid { stroke: #30363d }
            .one { stroke: #9da7b3 }
            .ahead { fill: #3fa7bb }
            .spread { stroke: #e6edf3 }
            }
            </style>
            """;

    public Chart {
        bars = List.copyOf(bars);
    }

    /**
     * A bar.
     *
     * @param lead how many times as good Nagare was
     */
    record Bar(String work, String peer, Spread lead) {}

    public String svg() {
        double low = powerOfTwo(bars.stream().mapToDouble(bar -> clip(bar.lead().least())).min().orElse(1), false);
        double high = powerOfTwo(bars.stream().mapToDouble(bar -> clip(bar.lead().most())).max().orElse(1), true);
        Scale scale = new Scale(Math.min(low, 0.5), Math.max(high, 2));
        StringBuilder rows = new StringBuilder();
        int y = TOP;
        String work = "";
        for (Bar bar : bars) {
            if (!bar.work().equals(work)) {
                y += work.isEmpty() ? 0 : GAP;
                work = bar.work();
                rows.append(text("work", 12, y + 12, "start", work));
            }
            rows.append(row(bar, y, scale));
            y += ROW;
        }
        int height = y + BOTTOM;
        StringBuilder svg = new StringBuilder();
        svg.append(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\">\n",
                WIDTH, height));
        svg.append("<title>").append(escape(title)).append("</title>\n").append(STYLE);
        svg.append(format("<rect class=\"ground\" width=\"%d\" height=\"%d\"/>\n", WIDTH, height));
        svg.append(text("title", 12, 22, "start", title));
        svg.append(text(
                "note", 12, 40, "start", "how many times as good Nagare is as each peer; right of 1: Nagare is ahead"));
        for (double tick = scale.low(); tick <= scale.high(); tick *= 2) {
            double x = scale.x(tick);
            svg.append(line(tick == 1 ? "one" : "grid", x, TOP - 4, x, y + 4));
            svg.append(
                    text("tick", x, y + 20, "middle", tick < 1 ? "1/" + Math.round(1 / tick) : Math.round(tick) + "×"));
        }
        return svg.append(rows).append("</svg>\n").toString();
    }

    private static String row(Bar bar, int y, Scale scale) {
        Spread lead = bar.lead();
        double one = scale.x(1);
        double end = scale.x(clip(lead.median()));
        double least = scale.x(clip(lead.least()));
        double most = scale.x(clip(lead.most()));
        StringBuilder row = new StringBuilder();
        row.append(text("peer", LEFT - 10, y + 12, "end", bar.peer()));
        row.append(format(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n",
                lead.median() >= 1 ? "ahead" : "behind",
                Math.min(one, end),
                y + 2,
                Math.max(1, Math.abs(end - one)),
                ROW - 5));
        if (lead.rounds() > 1) {
            row.append(line("spread", least, y + 8, most, y + 8));
        }
        row.append(
                text("value", Math.max(Math.max(end, most), one) + 6, y + 12, "start", Figure.of(lead.median()) + "×"));
        return row.toString();
    }

    private static double clip(double lead) {
        return Math.max(1 / FURTHEST, Math.min(FURTHEST, lead));
    }

    private static double powerOfTwo(double value, boolean up) {
        double exponent = Math.log(value) / Math.log(2);
        return Math.pow(2, up ? Math.ceil(exponent - 1e-9) : Math.floor(exponent + 1e-9));
    }

    private static String line(String kind, double x1, int y1, double x2, int y2) {
        return format("<line class=\"%s\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>\n", kind, x1, y1, x2, y2);
    }

    private static String text(String kind, double x, int y, String anchor, String text) {
        return format(
                "<text class=\"%s\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>\n",
                kind, x, y, anchor, escape(text));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    /** Finds the place of a value on the axis. */
    private record Scale(double low, double high) {

        double x(double value) {
            return LEFT + (WIDTH - LEFT - RIGHT) * Math.log(value / low) / Math.log(high / low);
        }
    }
}
