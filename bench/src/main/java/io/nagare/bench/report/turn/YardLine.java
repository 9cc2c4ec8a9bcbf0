package io.nagare.bench.report.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the yardstick, of the one in Java or the one on Tokio.
 *
 * @param work its first word
 * @param nanoseconds the median of the nanoseconds for an operation
 */
public record YardLine(String work, double nanoseconds) {

    private static final Pattern LINE = Pattern.compile("(\\w+)\\b.* ns_per_op=([0-9.]+) .*");

    /** Finds the lines of the yardstick among others. */
    public static List<YardLine> among(List<String> lines) {
        List<YardLine> found = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                found.add(new YardLine(matcher.group(1), Double.parseDouble(matcher.group(2))));
            }
        }
        return found;
    }
}
