package io.nagare.testing.simulation.house;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.ConnectionFailedException;
import io.nagare.net.Tcp;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Simulation;
import io.nagare.testing.simulation.junit.SimulationTest;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * A proxy between a slow side and one that dies. Of the invariants in ARCHITECTURE.md these are checked: 4 (what is
 * under way is bounded), 7 and 9.
 */
class ProxyHistoriesTest {

    /** The most bytes that may be between the source and the slow reader: buffers of four sockets, and of the proxy. */
    private static final int MOST_UNDER_WAY = 1_000_000;

    private static final int SENT = 3_000_000;
    private static final int CHUNK = 50_000;

    @SimulationTest(seeds = 50)
    void aDyingSourceBehindASlowReader(Simulation simulation) {
        Random random = new Random(simulation.seed());
        long[] sent = {0};
        long[] received = {0};
        Host source = simulation.host("source", () -> Tcp.serve("source", 7000, peer -> peer.writeAndEnd(
                Many.range(0, SENT / CHUNK).map(i -> {
                    sent[0] += CHUNK;
                    return Bytes.copyOf(new byte[CHUNK]);
                }))));
        simulation.host("proxy", () -> Tcp.serve("proxy", 7000, peer -> Tcp.connecting(
                "source", 7000, behind -> peer.writeAndEnd(behind.read()))));
        simulation.expectUnseen(failure -> failure instanceof ConnectionFailedException);
        Host reader = simulation.host("reader");
        simulation.run(Duration.ofMillis(10));
        Task<Void> reading = reader.spawn(() -> Tcp.connecting("proxy", 7000, peer -> peer.read()
                        .concatMap(bytes -> One.delay(Duration.ofMillis(random.nextInt(20)))
                                .thenReturn(bytes)))
                .doOnNext(bytes -> received[0] += bytes.length())
                .then()
                .onErrorComplete());
        long dies = random.nextInt(SENT / 4);
        simulation.runUntil(
                () -> {
                    requireBounded(sent[0] - received[0]);
                    return received[0] >= dies;
                },
                Duration.ofDays(1));
        if (random.nextBoolean()) {
            source.crash();
        } else {
            source.powerOff();
        }
        // Longer than a socket waits for acknowledgements. A reader that hears nothing more would wait for ever.
        simulation.run(Duration.ofHours(1));
        source.restart();
        reading.abort();
    }

    private static void requireBounded(long underWay) {
        Invariant.require(4, underWay <= MOST_UNDER_WAY, () -> underWay + " bytes are under way");
    }

    @SimulationTest(seeds = 50)
    void aReaderThatDies(Simulation simulation) {
        Random random = new Random(simulation.seed());
        Host source = simulation.host("source", () -> Tcp.serve("source", 7000, peer -> peer.writeAndEnd(
                Many.range(0, SENT / CHUNK).map(i -> Bytes.copyOf(new byte[CHUNK])))));
        Host proxy = simulation.host("proxy", () -> Tcp.serve("proxy", 7000, peer -> Tcp.connecting(
                "source", 7000, behind -> peer.writeAndEnd(behind.read()))));
        Host reader = simulation.host("reader");
        simulation.run(Duration.ofMillis(10));
        reader.spawn(() -> Tcp.connecting("proxy", 7000, peer -> peer.read()).then());
        simulation.run(Duration.ofMillis(random.nextInt(200)));
        if (random.nextBoolean()) {
            reader.crash();
        } else {
            reader.powerOff();
        }
        // The proxy's socket gives up when nothing was acknowledged for 924 seconds. Then the source is told.
        simulation.run(Duration.ofHours(1));
        for (Host host : List.of(source, proxy)) {
            Invariant.require(
                    9, host.connections() == 0, () -> host + " still has connections: " + host.connections());
        }
        reader.restart();
    }
}
