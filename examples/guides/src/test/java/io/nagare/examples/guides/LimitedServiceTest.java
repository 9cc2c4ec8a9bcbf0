package io.nagare.examples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.failure.LineTooLongException;
import io.nagare.net.Tcp;
import io.nagare.policy.TimeLimits;
import io.nagare.testing.VirtualRuntime;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page on limits, in virtual time. */
class LimitedServiceTest {

    private final LimitedService service = new LimitedService(question ->
            question.equals("slow") ? One.<String>never() : One.just("answer to " + question));

    private void serve(Simulation simulation) {
        simulation.host("server", () -> Tcp.serve("server", 7000, service::serve, LimitedService.OPTIONS));
        simulation.run(Duration.ofMillis(100));
    }

    private static One<List<String>> ask(String questions) {
        return Tcp.connecting("server", 7000, peer -> peer.writeAndEnd(Bytes.utf8(questions))
                        .thenMany(peer.read().lines()))
                .collectList();
    }

    @Test
    void aQuestionThatTakesTooLongIsAnsweredAndTheNextOneToo() {
        try (Simulation simulation = Simulation.start(1)) {
            serve(simulation);
            Host client = simulation.host("client");
            List<String> answers = client.blockOn(() -> ask("a\nslow\nb\n"));
            assertEquals(3, answers.size());
            assertEquals("answer to a", answers.get(0));
            assertEquals("?", answers.get(1).substring(0, 1));
            assertEquals("answer to b", answers.get(2));
        }
    }

    @Test
    void questionsComeNoFasterThanTwentyASecond() {
        try (Simulation simulation = Simulation.start(1)) {
            serve(simulation);
            Host client = simulation.host("client");
            Duration before = simulation.elapsed();
            assertEquals(60, client.blockOn(() -> ask("a\n".repeat(60))).size());
            assertEquals(2, simulation.elapsed().minus(before).toSeconds());
        }
    }

    @Test
    void aClientThatSaysNothingIsCutOff() {
        try (Simulation simulation = Simulation.start(1)) {
            serve(simulation);
            Host client = simulation.host("client");
            Duration before = simulation.elapsed();
            assertThrows(RuntimeException.class, () -> client.blockOn(() -> Tcp.connecting(
                            "server", 7000, peer -> peer.read().takeUntil(peer.write(Many.never())))
                    .then()));
            assertEquals(10, simulation.elapsed().minus(before).toSeconds(), 3);
        }
    }

    @Test
    void anotherStreamInPlaceOfAFailure() {
        One<String> fromMarket = One.never();
        One<String> fromCache = One.just("310");
        One<String> price = fromMarket.timeout(TimeLimits.total(Duration.ofMillis(200)), () -> fromCache);

        try (VirtualRuntime runtime = VirtualRuntime.start()) {
            assertEquals("310", runtime.blockOn(price));
            assertEquals(Duration.ofMillis(200), runtime.elapsed());
        }
    }

    @Test
    void aLineThatIsTooLongEndsItsConnection() {
        try (Simulation simulation = Simulation.start(1)) {
            serve(simulation);
            simulation.expectUnseen(failure -> failure instanceof LineTooLongException);
            Host client = simulation.host("client");
            assertThrows(RuntimeException.class, () -> client.blockOn(() -> ask("a".repeat(1025) + "\n")));
            assertEquals(1, client.blockOn(() -> ask("b\n")).size());
        }
    }

    @Test
    void clientsBeyondTheLimitAreTurnedAway() {
        try (Simulation simulation = Simulation.start(1)) {
            simulation.host("server", () -> Tcp.serve(
                    "server", 7000, service::serve, LimitedService.OPTIONS.maxConnections(1)));
            simulation.run(Duration.ofMillis(100));
            Host first = simulation.host("first");
            Task<List<String>> slow = first.spawn(() -> ask("slow\n"));
            simulation.run(Duration.ofMillis(100));
            Host second = simulation.host("second");
            assertThrows(RuntimeException.class, () -> second.blockOn(() -> ask("a\n")));
            assertEquals(1, first.blockOn(() -> slow).size());
        }
    }
}
