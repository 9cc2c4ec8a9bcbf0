package io.nagare.testing.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.net.Tcp;
import io.nagare.policy.Retry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Mistakes that programs make, each found within a stated number of seeds, and each found again with its seed. */
class PlantedFaultsTest {

    private static final Duration SOON = Duration.ofMillis(100);

    /** Checks that a scenario fails within {@code seeds} seeds, with the text, and again with the seed that failed. */
    private static void assertFound(long seeds, String text, Seeds.Scenario scenario) {
        SimulationFailure found =
                assertThrows(SimulationFailure.class, () -> Simulation.forSeeds(seeds).check(scenario));
        assertTrue(found.getMessage().contains(text), found.getMessage());
        SimulationFailure again = assertThrows(
                SimulationFailure.class,
                () -> Simulation.forSeeds(1).from(found.seed()).check(scenario));
        assertEquals(found.getMessage(), again.getMessage());
    }

    /** A counter that adds one for each connection. */
    private static Program counter(AtomicInteger count) {
        return () -> Tcp.serve("server", 7000, peer -> One.fromCallable(count::incrementAndGet)
                .flatMap(sum -> peer.writeAndEnd(Bytes.utf8(sum + "\n"))));
    }

    private static One<String> addOne() {
        return Tcp.connecting("server", 7000, peer -> peer.read().lines()).single();
    }

    @Test
    void aRetryThatIsNotIdempotent() {
        assertFound(200, "counted twice", simulation -> {
            AtomicInteger count = new AtomicInteger();
            simulation.host("server", counter(count));
            Host client = simulation.host("client");
            simulation.run(SOON);
            Faults faults = simulation.faults(1).only(Faults.Kind.RESET);
            client.blockOn(() -> Many.range(0, 200)
                    .concatMap(
                            i -> addOne().retry(Retry.times(100).backoff(Duration.ofMillis(1), Duration.ofMillis(50))))
                    .count());
            faults.stop();
            if (count.get() > 200) {
                throw new AssertionError("counted twice: " + count);
            }
        });
    }

    @Test
    void aMissingTimeout() {
        assertFound(20, "deadlock", simulation -> {
            simulation.host("server", counter(new AtomicInteger()));
            Host client = simulation.host("client");
            simulation.run(SOON);
            Host silent = simulation.host("silent", () -> Tcp.serve("silent", 7000, peer -> One.never()));
            simulation.run(SOON);
            client.blockOn(() -> Tcp.connecting("silent", 7000, peer -> peer.read().lines()).next());
            assertEquals(false, silent.hasEnded());
        });
    }

    @Test
    void aLeakOnARarePath() {
        assertFound(200, "left open on client", simulation -> {
            simulation.host("server", counter(new AtomicInteger()));
            Host client = simulation.host("client");
            simulation.run(SOON);
            simulation.network().latency("client", "server", Duration.ZERO, Duration.ofMillis(20));
            client.blockOn(() -> Many.range(0, 20)
                    .concatMap(i -> Tcp.connect("server", 7000).flatMap(peer -> peer.read()
                            .lines()
                            .next()
                            .timeout(Duration.ofMillis(2))
                            .doOnSuccess(line -> peer.close())
                            .onErrorReturn(failure -> "too late")))
                    .count());
        });
    }

    @Test
    void aClockThatGoesBack() {
        assertFound(200, "went back", simulation -> {
            Host host = simulation.host("host");
            Faults faults = simulation.faults(0.9).only(Faults.Kind.CLOCK_JUMP);
            client(host);
            faults.stop();
        });
    }

    private static void client(Host host) {
        host.blockOn(() -> Many.interval(Duration.ofSeconds(1))
                .take(60)
                .map(tick -> host.runtime().driver().time().now())
                .buffer(2, 1)
                .doOnNext(pair -> {
                    if (pair.size() == 2 && pair.get(1).isBefore(pair.get(0))) {
                        throw new AssertionError("the time went back");
                    }
                })
                .then());
    }
}
