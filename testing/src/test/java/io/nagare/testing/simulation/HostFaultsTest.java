package io.nagare.testing.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.Tcp;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What programs see of each fault, as the guide says. */
class HostFaultsTest {

    private static final Duration SOON = Duration.ofMillis(100);

    private final Simulation simulation = Simulation.start(7);
    private final Network network = simulation.network();
    private final Host server =
            simulation.host("server", () -> Tcp.serve("server", 7000, peer -> peer.writeAndEnd(peer.read())));
    private final Host client = simulation.host("client");

    @BeforeEach
    void listen() {
        simulation.run(SOON);
    }

    @AfterEach
    void nothingIsLeft() {
        simulation.close();
    }

    private static One<Integer> echo(String host, int bytes) {
        return Tcp.connecting(host, 7000, peer -> Many.merge(
                                peer.writeAndEnd(Bytes.copyOf(new byte[bytes])).thenMany(Many.<Bytes>empty()),
                                peer.read()))
                .map(Bytes::length)
                .reduce(0, Integer::sum);
    }

    /** An echo that waits while a fault holds, and comes when it has ended. */
    private void assertWaits(Runnable begin, Runnable end) {
        begin.run();
        Task<Integer> echo = client.spawn(() -> echo("server", 1_000));
        simulation.run(Duration.ofSeconds(10));
        assertFalse(echo.isDone());
        end.run();
        simulation.runUntil(echo::isDone, Duration.ofMinutes(1));
        assertEquals(1_000, client.blockOn(() -> echo));
    }

    private void assertFails(String text, String host) {
        RuntimeException failure = assertThrows(RuntimeException.class, () -> client.blockOn(() -> echo(host, 1)));
        assertTrue(failure.getMessage().contains(text), failure.getMessage());
    }

    @Test
    void whatIsHeldComesWhenItIsReleased() {
        assertWaits(() -> network.hold("client", "server"), () -> network.release("client", "server"));
    }

    @Test
    void aPartitionOfEitherWayHoldsAnEchoUp() {
        assertWaits(
                () -> network.partitionOneWay("server", "client"), () -> network.repair("client", "server"));
        assertWaits(
                () -> network.partitionOneWay("client", "server"), () -> network.repair("client", "server"));
    }

    @Test
    void aHostThatPausesAnswersLater() {
        assertWaits(server::pause, server::resume);
    }

    @Test
    void aServerWithoutDescriptorsAcceptsLaterAndTellsItsFailureHandler() {
        assertWaits(() -> server.descriptors(1), () -> server.descriptors(10));
        SimulationFailure told = assertThrows(SimulationFailure.class, simulation::close);
        assertTrue(told.getMessage().contains("nobody saw on server: java.net.SocketException: Too many open files"));
    }

    @Test
    void aClientWithoutDescriptorsCannotConnect() {
        client.descriptors(0);
        assertFails("Too many open files", "server");
        client.descriptors(1);
        assertEquals(1, client.blockOn(() -> echo("server", 1)));
    }

    @Test
    void namesMayLeadAstrayOrNowhere() {
        network.resolves("alias", "server");
        assertEquals(5, client.blockOn(() -> echo("alias", 5)));
        network.resolves("server", "client");
        assertFails("refused", "server");
        network.unresolvable("server");
        assertFails("unknown", "server");
    }

    @Test
    void lostPacketsAreDelaysAndABandwidthIsATime() {
        network.loss("client", "server", 0.5);
        assertEquals(10_000, client.blockOn(() -> echo("server", 10_000)));
        network.loss("client", "server", 0).bandwidth("client", "server", 1_000);
        Duration before = simulation.elapsed();
        assertEquals(5_000, client.blockOn(() -> echo("server", 5_000)));
        assertTrue(simulation.elapsed().minus(before).compareTo(Duration.ofSeconds(5)) >= 0);
    }

    @Test
    void aHostWithoutPowerIsSilentAndAfterTheRestartKnowsNothing() {
        Many<Bytes> lines = Many.interval(SOON).map(tick -> Bytes.utf8("line\n"));
        Task<String> talking = client.spawn(() -> Tcp.connecting("server", 7000, peer -> peer.write(lines))
                .then()
                .thenReturn("ended")
                .onErrorReturn(Throwable::getMessage));
        simulation.run(SOON);
        server.powerOff();
        simulation.run(Duration.ofMinutes(1));
        assertFalse(talking.isDone());
        server.restart();
        simulation.runUntil(talking::isDone, Duration.ofMinutes(5));
        String seen = client.blockOn(() -> talking);
        assertTrue(seen.contains("reset") || seen.contains("Broken pipe"), seen);
    }

    @Test
    void aClockThatRunsFastReachesDeadlinesEarly() {
        client.drift(500_000);
        Duration before = simulation.elapsed();
        client.blockOn(() -> One.delay(Duration.ofSeconds(3)));
        assertEquals(2, simulation.elapsed().minus(before).toSeconds());
    }

    @Test
    void theTimeOfDayJumpsAndTimersDoNotSeeIt() {
        Instant before = client.runtime().driver().time().now();
        client.jump(Duration.ofHours(-1));
        assertEquals(before.minusSeconds(3_600), client.runtime().driver().time().now());
        Duration start = simulation.elapsed();
        client.blockOn(() -> One.delay(Duration.ofSeconds(3)));
        assertEquals(3, simulation.elapsed().minus(start).toSeconds());
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        Consumer<Runnable> refused = call -> assertThrows(IllegalArgumentException.class, call::run);
        refused.accept(() -> client.drift(500_001));
        refused.accept(() -> client.descriptors(-1));
        refused.accept(() -> network.bandwidth("client", "server", -1));
        refused.accept(() -> network.latency("client", "server", Duration.ofMillis(2), Duration.ofMillis(1)));
        refused.accept(() -> network.resetAfter("client", "server", -1));
        refused.accept(() -> network.pieces(1.5));
        refused.accept(() -> simulation.run(Duration.ofMillis(-1)));
        refused.accept(() -> simulation.runUntil(() -> true, Duration.ofDays(365 * 293)));
        refused.accept(() -> Simulation.forSeeds(0));
    }
}
