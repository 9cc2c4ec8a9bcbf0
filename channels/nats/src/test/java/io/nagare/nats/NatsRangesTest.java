package io.nagare.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.channels.Delivery;
import io.nagare.nats.failure.StreamSettingsException;
import io.nagare.value.ValueCodec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Values at the call that are out of range, and what the messages say. */
@ResourceLock("the shared server")
class NatsRangesTest {

    private static final Duration TOO_LONG = Duration.ofSeconds(Long.MAX_VALUE);

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    private static void assertRefused(String says, Executable call) {
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, call);
        assertTrue(failure.getMessage().contains(says), failure.getMessage());
        assertTrue(failure.getMessage().length() < 300, failure.getMessage());
    }

    @Test
    void addresses() {
        for (String wrong : List.of("", " ", "nats://localhost:99999", "localhost:65536")) {
            assertRefused("\"" + wrong + "\"", () -> NatsOptions.of(wrong));
        }
        for (String right : List.of("localhost", "nats://localhost:65535", "nats://[::1]", "nats://[::1]:4222")) {
            assertEquals(List.of(right), NatsOptions.of(right).servers());
        }
    }

    @Test
    void spans() {
        NatsQueue<String> queue = SERVER.nats()
                .queue("jobs", ValueCodec.text(), QueueSettings.bounded(4))
                .block();
        queue.send("job").block();
        Delivery<String> job = queue.receiver().next().block();
        assertRefused("292 years", () -> job.delay(TOO_LONG));
        assertRefused("292 years", () -> SERVER.nats()
                .requests("ask", ValueCodec.text(), ValueCodec.text())
                .ask("?", TOO_LONG));
        assertRefused("292 years", () -> QueueSettings.bounded(4).answeringWithin(TOO_LONG));
    }

    @Test
    void names() {
        assertRefused("of 100000", () -> SERVER.nats().broadcast("x".repeat(100_000), ValueCodec.text(), 4));
        SERVER.nats().broadcast("a.b", ValueCodec.text(), 4).block();
        StreamSettingsException failure = assertThrows(
                StreamSettingsException.class,
                () -> SERVER.nats().broadcast("a_b", ValueCodec.text(), 4).block());
        assertTrue(failure.getMessage().contains("the channels a.b and a_b"), failure.getMessage());
    }
}
