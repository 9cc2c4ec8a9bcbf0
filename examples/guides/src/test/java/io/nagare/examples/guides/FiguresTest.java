package io.nagare.examples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import io.nagare.channel.Broadcast;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The pages on tuning and on diagnosing. */
class FiguresTest {

    @Test
    void aLineOfFigures() {
        Broadcast<Integer> prices = Broadcast.lagging(8);
        try (Nagare runtime = Tuning.start()) {
            assertEquals(4, runtime.metrics().workers().size());
            String line = runtime.blockOn(
                    Watching.figures(runtime, prices, Duration.ofMillis(1)).next());
            assertTrue(line.matches("tasks=\\d+ queued=\\d+ blocking=0\\+0 busyMillis=\\d+ open=0 paused=0 waiting=0"
                    + " cutOff=0 behind=0"), line);
        }
        assertEquals(50_000, Tuning.OPTIONS.maxConnections());
    }
}
