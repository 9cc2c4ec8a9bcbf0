package io.nagare.testing.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.net.Connection;
import io.nagare.net.Tcp;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Programs for real sockets, on the simulated network. */
class SimulatedHostsTest {

    private static final Program ECHO = () -> Tcp.serve("server", 7000, peer -> peer.writeAndEnd(peer.read()));

    /** Adds the server, and lets it begin to listen. */
    private static Host serve(Simulation simulation) {
        Host server = simulation.host("server", ECHO);
        simulation.run(Duration.ofMillis(100));
        return server;
    }

    private static One<byte[]> echo(byte[] content) {
        return Tcp.connecting("server", 7000, peer -> talk(peer, content)).next();
    }

    private static Many<byte[]> talk(Connection peer, byte[] content) {
        return Many.merge(
                peer.writeAndEnd(Bytes.copyOf(content)).thenMany(Many.<byte[]>empty()),
                peer.read().collectList().map(SimulatedHostsTest::joined).toMany());
    }

    private static byte[] joined(List<Bytes> pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        pieces.forEach(piece -> all.writeBytes(piece.toArray()));
        return all.toByteArray();
    }

    private static byte[] content(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void anEchoComesBackWhole() {
        Simulation.forSeeds(200).check(simulation -> {
            serve(simulation);
            Host client = simulation.host("client");
            byte[] content = content(simulation.seed(), 50_000);
            assertArrayEquals(content, client.blockOn(() -> echo(content)));
        });
    }

    @Test
    void aSeedNamesAHistory() {
        assertEquals(history(1), history(1));
        assertNotEquals(history(1), history(2));
    }

    private static long history(long seed) {
        Simulation simulation = Simulation.start(seed);
        try (simulation) {
            serve(simulation);
            simulation.host("client").blockOn(() -> echo(content(1, 10_000)));
        }
        return simulation.hash();
    }

    @Test
    void aPartitionHoldsBytesBackAndLosesNone() {
        Simulation.forSeeds(20).check(simulation -> {
            serve(simulation);
            simulation.network().pieces(0);
            Host client = simulation.host("client");
            byte[] content = content(simulation.seed(), 2_000_000);
            var echo = client.spawn(() -> echo(content).map(Arrays::hashCode));
            simulation.run(Duration.ofMillis(5));
            simulation.network().partition("client", "server");
            // Less than the minute after which a server gives up a peer that receives nothing.
            simulation.run(Duration.ofSeconds(40));
            assertTrue(!echo.isDone());
            simulation.network().repair("client", "server");
            simulation.runUntil(echo::isDone, Duration.ofMinutes(10));
            assertEquals(Arrays.hashCode(content), client.blockOn(() -> echo));
        });
    }

    @Test
    void aConnectionThatHearsNothingIsGivenUp() {
        try (Simulation simulation = Simulation.start(5)) {
            serve(simulation);
            Host client = simulation.host("client");
            simulation.network().partition("client", "server");
            RuntimeException failure =
                    assertThrows(RuntimeException.class, () -> client.blockOn(() -> echo(new byte[1])));
            assertTrue(failure.getMessage().contains("no answer within 30000 ms"), failure.getMessage());
            assertEquals(30, simulation.elapsed().toSeconds());
        }
    }

    @Test
    void nobodyListensAndNobodyIsCalledSo() {
        try (Simulation simulation = Simulation.start(5)) {
            simulation.host("server");
            Host client = simulation.host("client");
            Throwable refused = assertThrows(RuntimeException.class, () -> client.blockOn(() -> echo(new byte[1])));
            assertTrue(refused.getMessage().contains("refused"), refused.getMessage());
            assertThrows(
                    RuntimeException.class,
                    () -> client.blockOn(() -> Tcp.connect("nowhere", 7).then()));
        }
    }

    @Test
    void aServerThatCrashesEndsItsConnectionsAndServesAgain() {
        Simulation.forSeeds(50).check(simulation -> {
            AtomicInteger starts = new AtomicInteger();
            Host server = simulation.host("server", () -> {
                starts.incrementAndGet();
                return ECHO.start();
            });
            simulation.run(Duration.ofMillis(100));
            Host client = simulation.host("client");
            var echo = client.spawn(
                    () -> echo(content(1, 1_000_000))
                            .map(bytes -> bytes.length == 1_000_000 ? "whole" : "cut")
                            .onErrorReturn(failure -> "cut"));
            simulation.run(Duration.ofMillis(20));
            server.crash();
            simulation.runUntil(echo::isDone, Duration.ofMinutes(1));
            assertEquals("cut", client.blockOn(() -> echo));
            server.restart();
            simulation.run(Duration.ofMillis(100));
            assertEquals(3, client.blockOn(() -> echo(new byte[3])).length);
            assertEquals(2, starts.get());
        });
    }

    @Test
    void aResetComesBehindTheGivenByte() {
        for (int bytes = 0; bytes < 20; bytes++) {
            int before = bytes;
            try (Simulation simulation = Simulation.start(bytes)) {
                AtomicInteger seen = new AtomicInteger();
                simulation.host("server", () -> Tcp.serve("server", 7000, peer -> peer.read()
                        .doOnNext(piece -> seen.addAndGet(piece.length()))
                        .then()
                        .onErrorResume(failure -> One.empty())));
                Host client = simulation.host("client");
                simulation.run(Duration.ofMillis(100));
                simulation.network().resetAfter("client", "server", before);
                client.blockOn(() -> echo(new byte[20]).map(all -> "whole").onErrorReturn(failure -> "cut"));
                simulation.run(Duration.ofSeconds(1));
                assertEquals(before, seen.get());
            }
        }
    }

    @Test
    void whatIsLeftOpenFailsTheSimulation() {
        SimulationFailure failure = assertThrows(
                SimulationFailure.class, () -> Simulation.forSeeds(1).check(simulation -> {
                    serve(simulation);
                    simulation.host("client").blockOn(() -> Tcp.connect("server", 7000)
                            .then());
                }));
        assertTrue(failure.getMessage().contains("left open on client"), failure.getMessage());
        assertTrue(failure.getMessage().contains("nagare.simulation.seed=0"), failure.getMessage());
    }

    @Test
    void aDeadlockIsTold() {
        try (Simulation simulation = Simulation.start(1)) {
            Host host = simulation.host("a", () -> One.never());
            SimulationFailure failure = assertThrows(
                    SimulationFailure.class, () -> simulation.runUntil(host::hasEnded, Duration.ofSeconds(1)));
            assertTrue(failure.getMessage().contains("deadlock"), failure.getMessage());
        }
    }

    @Test
    void twoRunsOfASeedAreTheSame() {
        Simulation.forSeeds(20).checkDetermined(simulation -> {
            serve(simulation);
            Host client = simulation.host("client");
            client.blockOn(() -> Many.range(0, 5)
                    .mapParallel(5, i -> i)
                    .flatMap(i -> echo(content(i, 1_000)))
                    .count());
        });
    }

    @Test
    void faultsAreTakenAwayThatAreNotNeeded() {
        SimulationFailure failure = assertThrows(
                SimulationFailure.class, () -> Simulation.forSeeds(1_000).check(simulation -> {
                    serve(simulation);
                    Host client = simulation.host("client");
                    Faults faults = simulation.faults(0.9);
                    for (int i = 0; i < 20; i++) {
                        simulation.run(Duration.ofSeconds(1));
                        client.blockOn(() -> echo(new byte[10]).timeout(Duration.ofSeconds(5)));
                    }
                    faults.stop();
                }));
        assertTrue(failure.getMessage().contains("needs these faults alone"), failure.getMessage());
    }

    @Test
    void badInputIsRefused() {
        try (Simulation simulation = Simulation.start(1)) {
            Host host = simulation.host("a");
            assertThrows(IllegalArgumentException.class, () -> simulation.host("a"));
            assertThrows(IllegalArgumentException.class, () -> simulation.network().partition("a", "b"));
            assertThrows(IllegalArgumentException.class, () -> simulation.network().loss("a", "a", 2));
            assertThrows(IllegalArgumentException.class, () -> simulation.faults(0));
            assertThrows(IllegalStateException.class, host::restart);
            assertThrows(IllegalStateException.class, () -> host.blockOn(() -> {
                simulation.run(Duration.ofSeconds(1));
                return One.just(1);
            }));
        }
    }
}
