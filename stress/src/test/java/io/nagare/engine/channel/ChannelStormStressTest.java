package io.nagare.engine.channel;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The long storm over the channels. It lasts ten minutes in all, or as many seconds as the system property {@code
 * nagare.storm.seconds} says. The system property {@code nagare.storm.seed} gives the first seed; the default is one.
 */
class ChannelStormStressTest {

    private static final Duration WHOLE = Duration.ofSeconds(Long.getLong("nagare.storm.seconds", 600));

    @ParameterizedTest
    @EnumSource(ChannelStorm.Kind.class)
    void theBooksBalance(ChannelStorm.Kind kind) {
        try (ChannelStorm storm = new ChannelStorm()) {
            int rounds = storm.rage(
                    kind, WHOLE.dividedBy(ChannelStorm.Kind.values().length), Long.getLong("nagare.storm.seed", 1));
            System.out.println(kind + ": " + rounds + " rounds");
        }
    }
}
