package io.nagare.stage;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.channel.Broadcast;
import io.nagare.failure.EngineMissingException;
import io.nagare.sync.Notify;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A program without an engine is told so, and not only at its first call. Here there is none. */
class EngineMissingTest {

    private static void assertTold(Executable call) {
        for (int i = 0; i < 2; i++) {
            EngineMissingException told = assertThrows(EngineMissingException.class, call);
            assertTrue(told.getMessage().contains("add nagare-engine"), told.getMessage());
        }
    }

    @Test
    void aStream() {
        assertTold(() -> Many.range(0, 3).collectList().block());
        assertTold(() -> One.just("a").block());
    }

    @Test
    void aRuntime() {
        assertTold(() -> Nagare.multiThread().start());
        assertTold(Nagare::current);
    }

    @Test
    void aChannel() {
        assertTold(() -> Broadcast.lagging(16));
    }

    @Test
    void aSynchronizer() {
        assertTold(Notify::create);
    }
}
