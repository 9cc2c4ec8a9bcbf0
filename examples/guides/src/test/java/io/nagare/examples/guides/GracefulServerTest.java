package io.nagare.examples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.Tcp;
import io.nagare.sync.CancellationToken;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page on shutdown, in virtual time. */
class GracefulServerTest {

    private final List<String> said = new ArrayList<>();
    private final CancellationToken ending = CancellationToken.create();

    /** Says a line, keeps its direction open, and emits what comes until the server ends its own. */
    private static One<List<String>> ask(String question) {
        return Tcp.connecting("server", 7000, peer -> Many.merge(
                                peer.write(Many.concat(One.just(Bytes.utf8(question)), Many.never()))
                                        .thenMany(Many.<String>empty()),
                                peer.read().lines().concatWith(Many.just("end")))
                        .takeUntilItem(line -> line.equals("end")))
                .collectList();
    }

    @Test
    void whatWasBegunIsAnsweredAndNothingIsReset() throws Exception {
        try (Simulation simulation = Simulation.start(1)) {
            Host server = simulation.host(
                    "server", () -> new GracefulServer(said::add).run("server", 7000, ending.cancelled()));
            simulation.run(Duration.ofMillis(100));
            Task<List<String>> busy = simulation.host("busy").spawn(() -> ask("one\n"));
            Task<List<String>> idle = simulation.host("idle").spawn(() -> ask(""));
            simulation.run(Duration.ofMillis(500));
            ending.cancel();
            assertEquals(List.of("end"), simulation.host("a").blockOn(() -> idle));
            assertEquals(List.of("done: one", "end"), simulation.host("b").blockOn(() -> busy));
            simulation.runUntilEnded(server);
            assertEquals(Pages.output("graceful-shutdown.md"), said);
        }
    }

    /** As a client that keeps its direction open, where the handler does not ask whether its server drains. */
    @Test
    void aHandlerThatDoesNotAskIsResetAtTheLimit() {
        try (Simulation simulation = Simulation.start(1)) {
            Host server = simulation.host("server", () -> Tcp.serveInBackground(
                            "server", 7000, peer -> peer.writeAndEnd(peer.read()))
                    .flatMap(running -> ending.cancelled().then(running.drain(Duration.ofSeconds(5))))
                    .doOnNext(reset -> said.add("reset: " + reset)));
            simulation.run(Duration.ofMillis(100));
            Task<List<String>> client = simulation.host("client").spawn(() -> ask("one\n"));
            simulation.run(Duration.ofMillis(100));
            Duration before = simulation.elapsed();
            ending.cancel();
            simulation.runUntilEnded(server);
            assertEquals(5, simulation.elapsed().minus(before).toSeconds());
            assertEquals(List.of("reset: 1"), said);
            assertThrows(RuntimeException.class, () -> simulation.host("a").blockOn(() -> client));
        }
    }
}
