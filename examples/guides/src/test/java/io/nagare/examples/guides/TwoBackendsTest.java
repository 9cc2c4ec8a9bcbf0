package io.nagare.examples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Bytes;
import io.nagare.One;
import io.nagare.net.Tcp;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Simulation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The page on proxies, between simulated hosts. */
class TwoBackendsTest {

    private static One<String> ask(String question) {
        return Tcp.connecting("proxy", 7000, peer -> peer.writeAndEnd(Bytes.utf8(question + "\n"))
                        .thenMany(peer.read().lines()))
                .next();
    }

    @Test
    void theSecondIsAskedWhenTheFirstIsNotThere() {
        try (Simulation simulation = Simulation.start(1)) {
            Host first = simulation.host("first", () -> Tcp.serve(
                    "first", 7000, peer -> peer.writeAndEnd(peer.read().lines().map(l -> Bytes.utf8("1: " + l + "\n")))));
            simulation.host("second", () -> Tcp.serve(
                    "second", 7000, peer -> peer.writeAndEnd(peer.read().lines().map(l -> Bytes.utf8("2: " + l + "\n")))));
            TwoBackends proxy = new TwoBackends("first", "second", 7000);
            simulation.host("proxy", () -> Tcp.serve("proxy", 7000, proxy::serve, TwoBackends.OPTIONS));
            simulation.run(Duration.ofMillis(100));
            Host client = simulation.host("client");
            assertEquals("1: hello", client.blockOn(() -> ask("hello")));
            first.crash();
            assertEquals("2: hello", client.blockOn(() -> ask("hello")));
        }
    }
}
