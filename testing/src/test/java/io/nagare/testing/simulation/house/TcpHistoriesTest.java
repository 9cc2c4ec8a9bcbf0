package io.nagare.testing.simulation.house;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.net.ConnectFailedException;
import io.nagare.net.Connection;
import io.nagare.net.ConnectionFailedException;
import io.nagare.net.Tcp;
import io.nagare.testing.simulation.Faults;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Program;
import io.nagare.testing.simulation.Simulation;
import io.nagare.testing.simulation.junit.SimulationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Conversations over a network that fails. Of the invariants in ARCHITECTURE.md these are checked: 5 (what comes is
 * what was sent, in order), 7 (each failure is told), 9 (nothing stays open; closing the simulation checks that).
 */
class TcpHistoriesTest {

    private static Program client(List<Conversation> conversations, Random random) {
        return () -> Many.range(0, 5)
                .concatMap(i -> One.defer(() -> {
                    Conversation conversation = new Conversation(random.nextInt(60_000));
                    conversations.add(conversation);
                    return One.delay(Duration.ofMillis(random.nextInt(5_000)))
                            .then(conversation.over(use -> Tcp.connecting("server", 7000, use), random));
                }))
                .then();
    }

    private static void play(Simulation simulation, Program server, boolean crashes, double severity) {
        Random random = new Random(simulation.seed());
        Host serving = simulation.host("server", server);
        List<Conversation> conversations = new ArrayList<>();
        Host[] clients = new Host[3];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = simulation.host("client" + i, client(conversations, random));
        }
        Faults faults = simulation.faults(severity);
        if (crashes) {
            faults.crashing(serving);
        }
        simulation.runUntilEnded(clients);
        faults.stop();
        conversations.forEach(conversation -> conversation.check(crashes));
    }

    private static Program echo() {
        return () -> Tcp.serve("server", 7000, peer -> peer.writeAndEnd(peer.read()));
    }

    @SimulationTest(seeds = 150)
    void anEchoIsWholeOrFails(Simulation simulation) {
        play(simulation, echo(), false, 0.8);
    }

    @SimulationTest(seeds = 100)
    void anEchoOfAServerThatCrashesIsABeginningOfTheWhole(Simulation simulation) {
        play(simulation, echo(), true, 0.8);
    }

    /** Passes each connection on to the echo behind. */
    private static One<Void> pass(Connection peer) {
        return Tcp.connecting("echo", 7000, behind -> Many.merge(
                        behind.writeAndEnd(peer.read()), peer.writeAndEnd(behind.read())))
                .then();
    }

    @SimulationTest(seeds = 100)
    void anEchoThroughAProxyThatCrashesIsABeginningOfTheWhole(Simulation simulation) {
        Host behind = simulation.host(
                "echo", () -> Tcp.serve("echo", 7000, peer -> peer.writeAndEnd(peer.read())));
        // A handler whose connection to the echo fails: nobody but the failure handler hears of that.
        simulation.expectUnseen(failure ->
                failure instanceof ConnectionFailedException || failure instanceof ConnectFailedException);
        simulation.run(Duration.ofMillis(10));
        play(simulation, () -> Tcp.serve("server", 7000, TcpHistoriesTest::pass), true, 0.8);
        if (behind.hasCrashed()) {
            throw new AssertionError("only the proxy may crash");
        }
    }
}
