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
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What the system of a simulated host does as Linux does. */
class LinuxBehaviourTest {

    private static final Duration SOON = Duration.ofMillis(100);

    private final Simulation simulation = Simulation.start(3);
    private final Network network = simulation.network();

    private static One<String> answer(String host) {
        return Tcp.connecting(host, 7000, peer -> peer.read().map(Bytes::utf8))
                .reduce("", String::concat);
    }

    private static One<String> answerOrFailure(String host) {
        return answer(host).onErrorReturn(Throwable::getMessage);
    }

    private static Program says(String host, String text) {
        return () -> Tcp.serve(host, 7000, peer -> peer.writeAndEnd(Bytes.utf8(text)));
    }

    private String seenOfAKilledServer(Supplier<One<String>> asking) {
        Host server = simulation.host(
                "server", () -> Tcp.serve("server", 7000, peer -> peer.write(Bytes.utf8("part"))
                        .then(One.never())));
        Host client = simulation.host("client");
        simulation.run(SOON);
        Task<String> seen = client.spawn(asking);
        simulation.run(SOON);
        server.crash();
        simulation.runUntil(seen::isDone, Duration.ofMinutes(1));
        return client.blockOn(() -> seen);
    }

    @Test
    void thePeerOfAKilledProgramSeesTheEnd() {
        try (simulation) {
            assertEquals("part", seenOfAKilledServer(() -> answerOrFailure("server")));
        }
    }

    @Test
    void thePeerOfAKilledProgramSeesAResetIfSomethingIsUnread() {
        try (simulation) {
            String seen = seenOfAKilledServer(() -> Tcp.connecting(
                            "server",
                            7000,
                            peer -> peer.write(Bytes.utf8("unread")).thenMany(peer.read()))
                    .then()
                    .thenReturn("end")
                    .onErrorReturn(Throwable::getMessage));
            assertTrue(seen.contains("Connection reset"), seen);
        }
    }

    /** A connection that was closed in good order waits for the peer's end in the system. */
    @Test
    void anEndThatComesAfterTheConnectionWasClosedIsNoFailure() {
        try (simulation) {
            simulation.host("server", () -> Tcp.serve("server", 7000, peer -> peer.write(Bytes.utf8("text"))));
            Host client = simulation.host("client");
            simulation.run(SOON);
            // The server lingers for five seconds.
            String seen = client.blockOn(() -> Tcp.connecting("server", 7000, peer -> One.delay(Duration.ofSeconds(6))
                            .then(peer.writeAndEnd(Many.empty()))
                            .then(One.delay(Duration.ofSeconds(1)))
                            .thenMany(peer.read()))
                    .map(Bytes::utf8)
                    .reduce("", String::concat)
                    .onErrorReturn(Throwable::getMessage));
            assertEquals("text", seen);
        }
    }

    /** The end of a killed program is not lost with a packet, as a reset is. */
    @Test
    void thePeerSeesTheEndAfterAPartition() {
        try (simulation) {
            Host server = simulation.host("server", () -> Tcp.serve("server", 7000, peer -> One.never()));
            Host client = simulation.host("client");
            simulation.run(SOON);
            Task<String> seen = client.spawn(() -> answer("server"));
            simulation.run(SOON);
            network.partition("client", "server");
            server.crash();
            simulation.run(SOON);
            network.repair("client", "server");
            simulation.runUntil(seen::isDone, Duration.ofMinutes(1));
        }
    }

    @Test
    void anAnswerThatACrashCutsShortIsFound() {
        SimulationFailure found = assertThrows(SimulationFailure.class, () -> Simulation.forSeeds(100)
                .check(histories -> {
                    Host server = histories.host(
                            "server", () -> Tcp.serve("server", 7000, peer -> peer.writeAndEnd(Many.interval(SOON)
                                    .take(10)
                                    .map(i -> Bytes.utf8("line\n")))));
                    Host client = histories.host("client");
                    histories.run(SOON);
                    Faults faults =
                            histories.faults(1).crashing(server).only(Faults.Kind.CRASH);
                    String answer = client.blockOn(() -> answer("server").onErrorReturn("failed"));
                    faults.stop();
                    if (!answer.equals("failed") && answer.length() != 50) {
                        throw new AssertionError("took a part for the whole");
                    }
                }));
        assertTrue(found.getMessage().contains("took a part for the whole"), found.getMessage());
    }

    @Test
    void aListenerOnTheLoopbackAddressIsForItsOwnHost() {
        try (simulation) {
            Host server = simulation.host("server", says("127.0.0.1", "local"));
            Host client = simulation.host("client");
            simulation.run(SOON);
            assertEquals("local", server.blockOn(() -> answer("localhost")));
            String fromOutside = client.blockOn(() -> answerOrFailure("server"));
            assertTrue(fromOutside.contains("refused"), fromOutside);
            String byName = server.blockOn(() -> answerOrFailure("server"));
            assertTrue(byName.contains("refused"), byName);
        }
    }

    @Test
    void aListenerOnAllAddressesIsForAll() {
        try (simulation) {
            Host server = simulation.host("server", says("0.0.0.0", "all"));
            Host client = simulation.host("client");
            simulation.run(SOON);
            assertEquals("all", server.blockOn(() -> answer("localhost")));
            assertEquals("all", server.blockOn(() -> answer("server")));
            assertEquals("all", client.blockOn(() -> answer("server")));
        }
    }

    @Test
    void twoAddressesMayHaveListenersOnOnePort() {
        try (simulation) {
            Host server = simulation.host(
                    "server",
                    () -> Many.merge(
                            says("127.0.0.1", "local").start(),
                            says("server", "outer").start()));
            Host client = simulation.host("client");
            simulation.run(SOON);
            assertEquals("local", server.blockOn(() -> answer("localhost")));
            assertEquals("outer", client.blockOn(() -> answer("server")));
        }
    }

    @Test
    void whatAHostWithoutPowerHadToSendAgainIsLost() {
        try (simulation) {
            StringBuilder got = new StringBuilder();
            simulation.host("server", () -> Tcp.serve("server", 7000, peer -> peer.read()
                    .doOnNext(bytes -> got.append(bytes.utf8()))
                    .then()));
            Host client = simulation.host("client");
            simulation.run(SOON);
            client.spawn(() -> Tcp.connecting("server", 7000, peer -> One.delay(Duration.ofSeconds(1))
                            .then(peer.write(Bytes.utf8("late")))
                            .then(One.never()))
                    .then());
            simulation.run(SOON);
            network.partition("client", "server");
            simulation.run(Duration.ofSeconds(2));
            client.powerOff();
            network.repair("client", "server");
            simulation.run(Duration.ofMinutes(10));
            assertEquals("", got.toString());
        }
    }

    /** A socket that is closed already, and whose last bytes are under way, is lost with the power as well. */
    @Test
    void whatAClosedSocketHadToSendAgainIsLost() {
        try (simulation) {
            StringBuilder got = new StringBuilder();
            simulation.host("server", () -> Tcp.serve("server", 7000, peer -> peer.read()
                    .doOnNext(bytes -> got.append(bytes.utf8()))
                    .then(peer.writeAndEnd(Bytes.empty()))));
            Host client = simulation.host("client");
            simulation.run(SOON);
            client.spawn(() -> Tcp.connecting("server", 7000, peer -> One.delay(Duration.ofSeconds(1))
                            .then(peer.writeAndEnd(Bytes.utf8("late"))))
                    .then());
            simulation.run(SOON);
            network.partition("client", "server");
            simulation.run(Duration.ofSeconds(20));
            assertEquals(0, client.connections());
            client.powerOff();
            network.repair("client", "server");
            simulation.run(Duration.ofMinutes(10));
            assertEquals("", got.toString());
        }
    }

    /** The server has read nothing, so the client may send no more, and waits. */
    private Task<String> writingToAFullPeer() {
        simulation.host("server", () -> Tcp.serve("server", 7000, peer -> One.never()));
        Host client = simulation.host("client");
        simulation.run(SOON);
        Many<Bytes> much = Many.range(0, 10_000).map(i -> Bytes.copyOf(new byte[10_000]));
        Task<String> writing = client.spawn(() -> Tcp.connecting("server", 7000, peer -> peer.write(much))
                .then()
                .thenReturn("written")
                .onErrorReturn(Throwable::getMessage));
        simulation.run(Duration.ofMinutes(1));
        return writing;
    }

    @Test
    void aWriterThatWaitsForRoomGivesUpAPeerWithoutPower() {
        try (simulation) {
            Task<String> writing = writingToAFullPeer();
            network.host("server").powerOff();
            simulation.run(Duration.ofMinutes(15));
            assertFalse(writing.isDone());
            simulation.run(Duration.ofMinutes(1));
            String seen = network.host("client").blockOn(() -> writing);
            assertTrue(seen.contains("Connection timed out"), seen);
        }
    }

    @Test
    void aWriterThatWaitsForRoomIsResetWhenThePeerIsBack() {
        try (simulation) {
            Task<String> writing = writingToAFullPeer();
            network.host("server").powerOff();
            simulation.run(Duration.ofMinutes(5));
            network.host("server").restart();
            simulation.run(Duration.ofMinutes(3));
            String seen = network.host("client").blockOn(() -> writing);
            assertTrue(seen.contains("Broken pipe") || seen.contains("Connection reset"), seen);
        }
    }

    @Test
    void aClockOutlivesItsProgram() {
        try (simulation) {
            Host host = simulation.host("host").jump(Duration.ofHours(1)).drift(100_000);
            Host right = simulation.host("right");
            simulation.run(Duration.ofSeconds(10));
            host.crash().restart();
            simulation.run(Duration.ofSeconds(10));
            Instant time = host.runtime().driver().time().now();
            assertEquals(
                    Duration.ofHours(1).plusSeconds(2),
                    Duration.between(right.runtime().driver().time().now(), time));
        }
    }

    /** Linux keeps what came before a reset; other systems drop it. A program has to stand both. */
    @Test
    void whatCameBeforeAResetIsReadOrLost() {
        TreeSet<String> seen = new TreeSet<>();
        for (long seed = 0; seed < 20; seed++) {
            try (Simulation each = Simulation.start(seed)) {
                each.host("server", () -> Tcp.serve("server", 7000, peer -> peer.write(Bytes.utf8("data"))
                        .then(One.delay(Duration.ofSeconds(1)))
                        .doOnComplete(peer::reset)));
                each.run(SOON);
                Host client = each.host("client");
                StringBuilder read = new StringBuilder();
                client.blockOn(() -> Tcp.connecting("server", 7000, peer -> One.delay(Duration.ofSeconds(2))
                                .thenMany(peer.read()))
                        .doOnNext(bytes -> read.append(bytes.utf8()))
                        .then()
                        .onErrorComplete());
                seen.add(read.toString());
            }
        }
        assertEquals("[, data]", seen.toString());
    }

    @Test
    void aSenderGivesUpWhatIsHeldForTooLong() {
        try (simulation) {
            assertGivenUp(() -> network.hold("client", "server"));
        }
    }

    @Test
    void aSenderGivesUpWhatIsUnderWayForTooLong() {
        try (simulation) {
            assertGivenUp(() -> network.latency("client", "server", Duration.ofHours(1), Duration.ofHours(1)));
        }
    }

    private void assertGivenUp(Runnable fault) {
        simulation.host("server", () -> Tcp.serve("server", 7000, peer -> peer.read().then()));
        Host client = simulation.host("client");
        simulation.run(SOON);
        Task<String> seen = client.spawn(() -> Tcp.connecting("server", 7000, peer -> One.delay(Duration.ofSeconds(1))
                        .then(peer.write(Bytes.utf8("x")))
                        .then(peer.read().then()))
                .then()
                .thenReturn("end")
                .onErrorReturn(Throwable::getMessage));
        simulation.run(Duration.ofMillis(500));
        fault.run();
        simulation.run(Duration.ofMinutes(15));
        assertFalse(seen.isDone());
        simulation.run(Duration.ofMinutes(1));
        String failure = client.blockOn(() -> seen);
        assertTrue(failure.contains("Connection timed out"), failure);
    }

    /** A random partition that ends does not end that of the test. */
    @Test
    void aPartitionOfTheTestOutlivesRandomOnes() {
        try (simulation) {
            simulation.host("server", says("server", "hello"));
            Host client = simulation.host("client");
            simulation.run(SOON);
            network.partition("client", "server");
            simulation.faults(1).only(Faults.Kind.PARTITION, Faults.Kind.PARTITION_ONE_WAY);
            String seen = client.blockOn(() -> answerOrFailure("server"));
            assertTrue(seen.contains("no answer within"), seen);
        }
    }

    /** What the test has set stays when random faults end. */
    @Test
    void aSlowWayStaysSlowAfterFaults() {
        try (simulation) {
            simulation.host("server", says("server", "hello"));
            Host client = simulation.host("client");
            network.latency("client", "server", Duration.ofSeconds(1), Duration.ofSeconds(1));
            network.loss("client", "server", 0.01);
            simulation.run(SOON);
            Faults faults = simulation.faults(1);
            simulation.run(Duration.ofMinutes(1));
            faults.stop();
            Duration before = simulation.elapsed();
            assertEquals("hello", client.blockOn(() -> answer("server")));
            assertTrue(simulation.elapsed().minus(before).compareTo(Duration.ofSeconds(2)) >= 0);
        }
    }
}
