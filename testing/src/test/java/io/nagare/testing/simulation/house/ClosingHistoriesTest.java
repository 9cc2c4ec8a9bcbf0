package io.nagare.testing.simulation.house;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Network;
import io.nagare.testing.simulation.Simulation;
import io.nagare.testing.simulation.junit.SimulationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A server that is closed while some of its clients are cut off, or whose runtime is: invariants 7, 9 and 13 of
 * ARCHITECTURE.md.
 */
class ClosingHistoriesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static One<Void> conversation(Random random) {
        return Tcp.connecting("server", 7000, peer -> Many.merge(
                        peer.writeAndEnd(Pattern.pieces(500_000, random)).thenMany(Many.<io.nagare.Bytes>empty()),
                        peer.read()))
                .then()
                .onErrorComplete();
    }

    @SimulationTest(seeds = 100)
    void closingARuntimeInTheMidstOfConversations(Simulation simulation) {
        Random random = new Random(simulation.seed());
        Host serving = simulation.host("server");
        serving.blockOn(() -> Tcp.serveInBackground("server", 7000, peer -> peer.writeAndEnd(peer.read())));
        List<Task<Void>> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clients.add(simulation.host("client" + i).spawn(() -> conversation(random)));
        }
        simulation.run(Duration.ofMillis(random.nextInt(50)));
        Invariant.require(13, serving.runtime().close(MINUTE), () -> "the runtime has not ended");
        Invariant.require(
                9, serving.connections() == 0, () -> "connections of a closed runtime: " + serving.connections());
        Invariant.reach(7, simulation, () -> clients.stream().allMatch(Task::isDone), MINUTE);
    }

    @SimulationTest(seeds = 100)
    void closingDuringAPartition(Simulation simulation) {
        Random random = new Random(simulation.seed());
        Host serving = simulation.host("server");
        Server server = serving.blockOn(
                () -> Tcp.serveInBackground("server", 7000, peer -> peer.writeAndEnd(peer.read())));
        List<Task<Void>> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clients.add(simulation.host("client" + i).spawn(() -> conversation(random)));
        }
        simulation.run(Duration.ofMillis(random.nextInt(50)));
        Network network = simulation.network();
        network.partition("server", "client0");
        network.partitionOneWay("client1", "server");
        simulation.run(Duration.ofMillis(random.nextInt(50)));
        One<Void> ended = One.defer(() -> {
            server.close();
            return server.ended();
        });
        Task<Void> closing = serving.spawn(() -> ended);
        Invariant.reach(13, simulation, closing::isDone, MINUTE);
        Invariant.require(
                9,
                server.connections() == 0 && serving.connections() == 0,
                () -> "connections of a closed server: " + serving.connections());
        network.heal();
        // The first two may have missed the reset. If all that they sent was acknowledged, they wait for ever.
        Invariant.reach(7, simulation, clients.get(2)::isDone, MINUTE);
    }
}
