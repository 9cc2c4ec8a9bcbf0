package io.nagare.testing.simulation.house;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.Connection;
import io.nagare.net.ConnectionOptions;
import io.nagare.net.ListenOptions;
import io.nagare.net.Tcp;
import io.nagare.net.tls.TlsVersion;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Simulation;
import io.nagare.testing.simulation.junit.SimulationTest;
import java.time.Duration;
import java.util.Random;
import org.reactivestreams.Publisher;

/**
 * Encrypted connections that end in good order, over a network that is slow but does not fail: what was written before
 * comes whole, and its end is an end. The farewell is bytes, too, which a socket may have no room for.
 */
class TlsEndsTest {

    private static final Duration HOUR = Duration.ofHours(1);

    /** A client that only receives. */
    private static final class Receiver {

        private final Pattern.Check check = new Pattern.Check();
        private boolean clean;

        One<Void> receive(Connection peer, boolean endsFirst) {
            One<Void> reading = peer.read().doOnNext(check::next).then().doOnComplete(() -> clean = true);
            return endsFirst ? peer.writeAndEnd(Many.empty()).then(reading) : reading;
        }

        void requireAll(int bytes) {
            Invariant.require(
                    5,
                    clean && check.received() == bytes,
                    () -> check.received() + " bytes came of " + bytes + ", and the end: " + clean);
        }
    }

    private static void slowDown(Simulation simulation, Random random) {
        simulation.network().pieces(random.nextDouble());
        if (random.nextBoolean()) {
            simulation.network().bandwidth("server", "client", 20_000 + random.nextInt(1_000_000));
        }
        if (random.nextBoolean()) {
            simulation.network().latency("server", "client", Duration.ZERO, Duration.ofMillis(300));
        }
    }

    /** A handler that writes and completes. It may read to the end of the client's direction before. */
    private static Publisher<?> answer(Connection peer, int bytes, boolean readsFirst, boolean ends, Random random) {
        Many<Bytes> pieces = Pattern.pieces(bytes, random);
        One<Void> writing = ends ? peer.writeAndEnd(pieces) : peer.write(pieces);
        return readsFirst ? peer.read().then().then(writing) : writing;
    }

    private static void play(Simulation simulation, TlsVersion version, boolean clientEndsFirst) {
        Random random = new Random(simulation.seed());
        Encryption encryption = Encryption.of(version);
        int bytes = random.nextInt(100_000);
        boolean ends = random.nextBoolean();
        boolean small = random.nextBoolean();
        ConnectionOptions buffers = ConnectionOptions.defaults();
        if (small) {
            buffers = buffers.sendBuffer(1 + random.nextInt(8_000)).receiveBuffer(1 + random.nextInt(8_000));
        }
        ListenOptions listening = ListenOptions.defaults().connection(buffers);
        Host server = simulation.host(
                "server",
                () -> Tcp.serve(
                        "server",
                        7000,
                        peer -> answer(peer, bytes, clientEndsFirst, ends, random),
                        encryption.serving().listen(listening)));
        Host client = simulation.host("client");
        simulation.run(Duration.ofMillis(10));
        slowDown(simulation, random);
        Receiver receiver = new Receiver();
        Task<Void> receiving = client.spawn(() -> Tcp.connecting(
                        "server", 7000, peer -> receiver.receive(peer, clientEndsFirst), encryption.connecting())
                .then());
        Invariant.reach(7, simulation, receiving::isDone, HOUR);
        receiving.block();
        receiver.requireAll(bytes);
        simulation.run(Duration.ofSeconds(10));
        for (Host host : new Host[] {client, server}) {
            Invariant.require(9, host.connections() == 0, () -> host + " has " + host.connections() + " connections");
        }
    }

    @SimulationTest(seeds = 30)
    void theHandlerWritesAndCompletes(Simulation simulation) {
        play(simulation, TlsVersion.TLS_1_3, false);
    }

    @SimulationTest(seeds = 30)
    void theHandlerWritesWhenTheClientHasEndedItsDirection(Simulation simulation) {
        play(simulation, TlsVersion.TLS_1_3, true);
    }

    @SimulationTest(seeds = 20)
    void theHandlerWritesAndCompletesInTheOlderVersion(Simulation simulation) {
        play(simulation, TlsVersion.TLS_1_2, false);
    }
}
