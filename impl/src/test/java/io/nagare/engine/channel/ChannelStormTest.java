package io.nagare.engine.channel;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A short storm; the stress module has the long one. */
class ChannelStormTest {

    @Tag("case-23")
    @ParameterizedTest
    @EnumSource(ChannelStorm.Kind.class)
    void theBooksBalance(ChannelStorm.Kind kind) {
        try (ChannelStorm storm = new ChannelStorm()) {
            storm.rage(kind, Duration.ofMillis(500), 1);
        }
    }
}
