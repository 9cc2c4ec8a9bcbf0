package io.nagare.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;

/** Reads the header {@code Retry-After} (RFC 9110, 10.2.3). Stateless; called on any thread. */
final class RetryAfter {

    private static final int MOST_DIGITS = 15;

    /** The format of today, and two old ones that must be understood (RFC 9110, 5.6.7). All are in Greenwich time. */
    private static final List<DateTimeFormatter> DATES = List.of(
            date("EEE, dd MMM uuuu HH:mm:ss 'GMT'"),
            date("EEEE, dd-MMM-uu HH:mm:ss 'GMT'"),
            date("EEE MMM ppd HH:mm:ss uuuu"));

    private RetryAfter() {}

    private static DateTimeFormatter date(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.US);
    }

    /** Returns how long the server wants the client to wait, at least 0. What is not understood is 0. */
    static Duration of(HttpHeaders headers, Instant now) {
        String value = headers.firstValue("Retry-After").orElse("").strip();
        if (!value.isEmpty() && value.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return Duration.ofSeconds(
                    value.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(value));
        }
        for (DateTimeFormatter format : DATES) {
            try {
                Instant then = LocalDateTime.parse(value, format).toInstant(ZoneOffset.UTC);
                return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
            } catch (DateTimeException other) {
                // It may be in the next format.
            }
        }
        return Duration.ZERO;
    }
}
