package io.nagare.bench.report.check;

import io.nagare.bench.report.result.Spread;
import java.util.Locale;

/**
 * Compares how a work stands beside its peer now with how it stood in the kept results.
 *
 * @param kept how many times as good Nagare was then, round by round
 * @param now the same, measured now
 */
record Comparison(CheckedWork work, Spread kept, Spread now) {

    /** Noise of the machine stays above this share of the worst kept round. */
    private static final double NOISE = 0.9;

    /** Whether the new median is worse than every kept round, by more than noise. */
    boolean hasFallen() {
        return now.median() < NOISE * kept.least();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-11s %-24s beside %-14s kept %5.2f (%.2f to %.2f), now %5.2f (%.2f to %.2f)",
                work.group().label(),
                work.work(),
                work.peer(),
                kept.median(),
                kept.least(),
                kept.most(),
                now.median(),
                now.least(),
                now.most());
    }
}
