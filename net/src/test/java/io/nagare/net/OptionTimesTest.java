package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** All times in the options of connections: none is negative, and none is so long that a deadline overflows. */
class OptionTimesTest {

    private static final Map<String, Function<Duration, Object>> POSITIVE = new LinkedHashMap<>();
    private static final Map<String, Function<Duration, Object>> NOT_NEGATIVE = new LinkedHashMap<>();

    static {
        POSITIVE.put("a connect timeout", ConnectOptions.defaults()::timeout);
        POSITIVE.put("a proxy timeout", ConnectOptions.defaults()::proxyTimeout);
        POSITIVE.put("a proxy timeout ", ServeOptions.defaults()::proxyTimeout);
        ConnectionLimits limits = ConnectionLimits.none();
        NOT_NEGATIVE.put("the limit for the first byte", limits::firstByte);
        NOT_NEGATIVE.put("the limit of idle reading", limits::readIdle);
        NOT_NEGATIVE.put("the limit of idle writing", limits::writeIdle);
        NOT_NEGATIVE.put("the limit of idleness", limits::idle);
        NOT_NEGATIVE.put("the limit of a slow peer", limit -> limits.slowPeer(limit, 1));
    }

    private static void assertRefused(String message, Function<Duration, Object> option, Duration time) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> option.apply(time)).getMessage());
    }

    @Test
    void timesThatMustBeAboveZero() {
        POSITIVE.forEach((name, option) -> {
            assertRefused(name.strip() + " must be above 0, but was PT0S", option, Duration.ZERO);
            assertRefused(name.strip() + " must be above 0, but was PT-1S", option, Duration.ofSeconds(-1));
            option.apply(Duration.ofNanos(1));
        });
    }

    @Test
    void timesThatMayBeZero() {
        NOT_NEGATIVE.forEach((name, option) -> {
            assertRefused(name + " must be at least 0, but was PT-1S", option, Duration.ofSeconds(-1));
            option.apply(Duration.ZERO);
        });
    }

    @Test
    void timesThatAreTooLong() {
        Map<String, Function<Duration, Object>> all = new LinkedHashMap<>(POSITIVE);
        all.putAll(NOT_NEGATIVE);
        all.put("the delay between two attempts", ConnectOptions.defaults()::attemptDelay);
        all.put("the time of lingering", time -> ConnectionOptions.defaults().lingering(time, 1));
        all.forEach((name, option) -> {
            String message = name.strip() + " must be at most 36500 days, but was ";
            Duration tooLong = Duration.ofDays(36_500).plusMillis(1);
            assertRefused(message + tooLong, option, tooLong);
            Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
            assertRefused(message + longest, option, longest);
            option.apply(Duration.ofDays(36_500));
        });
    }

    @Test
    void lingeringTakesNoNegativeTime() {
        assertRefused(
                "lingering takes at least 0 of time and 0 bytes, but was given PT-1S and 1",
                time -> ConnectionOptions.defaults().lingering(time, 1),
                Duration.ofSeconds(-1));
    }
}
