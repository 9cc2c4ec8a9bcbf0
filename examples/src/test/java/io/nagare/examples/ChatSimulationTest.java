package io.nagare.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.net.Tcp;
import io.nagare.testing.simulation.Faults;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Network;
import io.nagare.testing.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The chat between simulated hosts. */
class ChatSimulationTest {

    private static final int LINES = 50;

    private static final Duration SOON = Duration.ofMillis(100);

    /** Listens to the room, and keeps the lines until the end of the connection. */
    private static One<List<String>> listen() {
        return Tcp.connecting("server", 7000, peer -> Many.merge(
                                peer.write(Many.never()).thenMany(Many.<String>empty()),
                                peer.read().lines())
                        .takeUntilItem(line -> line.equals("bye")))
                .collectList();
    }

    private static One<Void> talk() {
        Many<Bytes> lines = Many.range(0, LINES).map(i -> Bytes.utf8("line " + i + "\n"));
        return Tcp.connecting("server", 7000, peer -> peer.write(Many.concat(lines, One.just(Bytes.utf8("bye\n")))))
                .then();
    }

    private static void serve(Simulation simulation) {
        Chat chat = new Chat();
        simulation.host("server", () -> Tcp.serve("server", 7000, chat::member));
        simulation.run(SOON);
    }

    private static List<String> expected() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            lines.add("line " + i);
        }
        lines.add("bye");
        return lines;
    }

    @Test
    void everybodyHearsEverything() {
        Simulation.forSeeds(100).check(simulation -> {
            serve(simulation);
            Host one = simulation.host("one");
            Host other = simulation.host("other");
            var first = one.spawn(ChatSimulationTest::listen);
            var second = other.spawn(ChatSimulationTest::listen);
            simulation.run(SOON);
            simulation.host("talker").blockOn(ChatSimulationTest::talk);
            assertEquals(expected(), one.blockOn(() -> first));
            assertEquals(expected(), other.blockOn(() -> second));
        });
    }

    @Test
    void aMemberThatIsCutOffDoesNotHoldUpTheOthers() {
        Simulation.forSeeds(100).check(simulation -> {
            serve(simulation);
            Network network = simulation.network();
            Host one = simulation.host("one");
            Host other = simulation.host("other");
            var first = one.spawn(ChatSimulationTest::listen);
            var second = other.spawn(ChatSimulationTest::listen);
            simulation.run(SOON);
            network.partition("server", "other");
            simulation.host("talker").blockOn(ChatSimulationTest::talk);
            assertEquals(expected(), one.blockOn(() -> first));
            assertTrue(!second.isDone());
            network.repair("server", "other");
            assertEquals(expected(), other.blockOn(() -> second));
        });
    }

    @Test
    void membersThatCrashLeaveNothingBehind() {
        Simulation.forSeeds(100).check(simulation -> {
            serve(simulation);
            Host member = simulation.host("member", () -> listen().onErrorResume(failure -> One.empty()));
            Host talker = simulation.host("talker");
            Faults faults = simulation.faults(0.9).only(Faults.Kind.RESET).crashing(member);
            for (int i = 0; i < 10; i++) {
                simulation.run(Duration.ofSeconds(2));
                talker.blockOn(() -> talk().onErrorResume(failure -> One.empty()));
            }
            faults.stop();
        });
    }
}
