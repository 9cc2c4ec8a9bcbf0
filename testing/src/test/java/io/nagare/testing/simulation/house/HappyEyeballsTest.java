package io.nagare.testing.simulation.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.ConnectFailedException;
import io.nagare.net.ConnectOptions;
import io.nagare.net.Connection;
import io.nagare.net.ConnectionOptions;
import io.nagare.net.Tcp;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Simulation;
import io.nagare.testing.simulation.junit.SimulationTest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Connecting to a host that has several addresses (RFC 8305), in virtual time. */
class HappyEyeballsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static Task<Connection> connect(Host client, Host... addresses) {
        List<InetAddress> found = Arrays.stream(addresses).map(Host::address).toList();
        ConnectionOptions options = ConnectionOptions.defaults()
                .connecting(ConnectOptions.defaults()
                        .timeout(Duration.ofSeconds(5))
                        .resolver(host -> One.just(found)));
        return client.spawn(() -> Tcp.connect("several", 7000, options));
    }

    private static Host serving(Simulation simulation, String name) {
        return simulation.host(name, () -> Tcp.serve(name, 7000, peer -> peer.writeAndEnd(peer.read())));
    }

    @SimulationTest(seeds = 20)
    void anAddressThatDoesNotAnswerCostsAQuarterOfASecond(Simulation simulation) {
        Host silent = serving(simulation, "silent");
        Host good = serving(simulation, "good");
        Host client = simulation.host("client");
        simulation.run(Duration.ofMillis(10));
        simulation.network().partition("silent", "client");
        Duration begun = simulation.elapsed();
        Task<Connection> connecting = connect(client, silent, good);
        simulation.runUntil(connecting::isDone, MINUTE);
        Duration took = simulation.elapsed().minus(begun);
        assertTrue(took.toMillis() >= 250 && took.toMillis() < 300, took.toString());
        Connection connection = connecting.block();
        assertTrue(connection.remoteAddress().toString().contains(good.address().getHostAddress()));
        connection.reset();
        simulation.network().heal();
        simulation.run(MINUTE);
        assertEquals(0, client.connections());
    }

    @SimulationTest(seeds = 20)
    void anAddressThatRefusesCostsNothing(Simulation simulation) {
        Host refusing = simulation.host("refusing");
        Host good = serving(simulation, "good");
        Host client = simulation.host("client");
        simulation.run(Duration.ofMillis(10));
        Duration begun = simulation.elapsed();
        Task<Connection> connecting = connect(client, refusing, refusing, good);
        simulation.runUntil(connecting::isDone, MINUTE);
        Duration took = simulation.elapsed().minus(begun);
        assertTrue(took.toMillis() < 100, took.toString());
        connecting.block().reset();
        simulation.run(MINUTE);
    }

    @SimulationTest(seeds = 20)
    void ifAllFailTheFailuresOfAllAreTold(Simulation simulation) {
        Host refusing = simulation.host("refusing");
        Host silent = simulation.host("silent");
        Host client = simulation.host("client");
        simulation.expectUnseen(failure -> failure instanceof ConnectFailedException);
        simulation.network().partition("silent", "client");
        Task<Connection> connecting = connect(client, silent, refusing);
        simulation.runUntil(connecting::isDone, MINUTE);
        Throwable failure = assertThrows(RuntimeException.class, connecting::block).getCause();
        assertInstanceOf(ConnectFailedException.class, failure);
        assertTrue(failure.getMessage().contains("no answer within 5000 ms"), failure.getMessage());
        assertTrue(failure.getSuppressed()[0].getMessage().contains("refused"));
        assertEquals(0, client.connections());
    }

    @SimulationTest(seeds = 20)
    void cancellingGivesUpAllAttempts(Simulation simulation) {
        Host silent = simulation.host("silent");
        Host client = simulation.host("client");
        simulation.network().partition("silent", "client");
        Task<Connection> connecting = connect(client, silent, silent, silent);
        simulation.run(Duration.ofMillis(600));
        connecting.abort();
        simulation.run(Duration.ofMillis(1));
        assertEquals(0, client.connections());
    }
}
