package io.nagare.examples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Bytes;
import io.nagare.One;
import io.nagare.failure.RetriesExhaustedException;
import io.nagare.net.Tcp;
import io.nagare.policy.Retry;
import io.nagare.testing.VirtualRuntime;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Simulation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page on retries, in virtual time. */
class RetryingTest {

    @Test
    void theWaitsAreThoseOfThePage() throws Exception {
        List<String> lines = new ArrayList<>();
        try (VirtualRuntime runtime = VirtualRuntime.start()) {
            One<String> failing = One.defer(() -> {
                lines.add("asked after " + runtime.elapsed().toMillis() + " ms");
                return One.error(new IOException("down"));
            });
            Retry policy = Retry.times(4).backoff(Duration.ofMillis(100), Duration.ofSeconds(5)).jitter(0);
            lines.add(assertThrows(
                            RetriesExhaustedException.class, () -> runtime.blockOn(failing.retry(policy)))
                    .getCause()
                    .getMessage());
        }
        assertEquals(Pages.output("retries.md"), lines);
    }

    @Test
    void aServerThatComesLaterIsFound() {
        try (Simulation simulation = Simulation.start(1)) {
            simulation.host("server", () -> One.delay(Duration.ofSeconds(1))
                    .then(Tcp.serve("server", 7000, peer -> peer.writeAndEnd(peer.read()))));
            Host client = simulation.host("client");
            assertEquals("hello", client.blockOn(() -> Retrying.ask("server", 7000, "hello")));
        }
    }

    @Test
    void newsGoOnAfterTheServerHasEndedThem() {
        try (Simulation simulation = Simulation.start(1)) {
            simulation.host("server", () -> Tcp.serve(
                    "server", 7000, peer -> peer.writeAndEnd(Bytes.utf8("one\ntwo\n"))));
            Host client = simulation.host("client");
            List<String> lines = client.blockOn(
                    () -> Retrying.follow("server", 7000).take(5).collectList());
            assertEquals(List.of("one", "two", "one", "two", "one"), lines);
        }
    }

    @Test
    void theSecondAttemptWins() {
        try (VirtualRuntime runtime = VirtualRuntime.start()) {
            List<Integer> asked = new ArrayList<>();
            One<String> asking = One.defer(() -> {
                asked.add(asked.size());
                return asked.size() == 1 ? One.<String>never() : One.just("second");
            });
            assertEquals("second", runtime.blockOn(Retrying.hedged(asking)));
            assertEquals(Duration.ofMillis(50), runtime.elapsed());
        }
    }
}
