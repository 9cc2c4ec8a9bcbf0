package io.nagare.bench.report.result;

import java.util.Locale;

/** Formats numbers for people: three significant digits, thousands as k, millions as M. */
public final class Figure {

    private Figure() {}

    public static String of(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return value > 0 ? "∞" : "–";
        }
        if (size >= 9_995_000) {
            return format("%.1fM", value / 1e6);
        }
        if (size >= 999_500) {
            return format("%.2fM", value / 1e6);
        }
        if (size >= 99_950) {
            return format("%.0fk", value / 1e3);
        }
        if (size >= 9_995) {
            return format("%.1fk", value / 1e3);
        }
        if (size >= 99.95) {
            return format("%.0f", value);
        }
        return size >= 9.995 ? format("%.1f", value) : format("%.2f", value);
    }

    /** Formats the median, and the extremes if there was more than one round. */
    public static String of(Spread spread) {
        return of(spread.median())
                + (spread.rounds() == 1 ? "" : " (" + of(spread.least()) + "–" + of(spread.most()) + ")");
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
