package io.nagare.testing.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.Unix;
import io.nagare.net.udp.Datagram;
import io.nagare.net.udp.Udp;
import io.nagare.testing.simulation.junit.SimulationTest;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Datagrams and Unix sockets on simulated hosts. */
class OtherSocketsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Path PATH = Path.of("/run/service");

    /** The first host. */
    private static final InetSocketAddress PEER = new InetSocketAddress("10.0.0.1", 7000);

    private static Host echo(Simulation simulation) {
        return simulation.host(
                "server", () -> Udp.binding("server", 7000, socket -> socket.send(socket.receive())).then());
    }

    private static One<List<String>> ask(int questions) {
        return Udp.connecting("server", 7000, socket -> Many.merge(
                        socket.send(Many.range(0, questions)
                                        .map(i -> new Datagram(Bytes.utf8("d" + i), PEER)))
                                .thenMany(Many.<Datagram>empty()),
                        socket.receive().takeUntil(One.delay(Duration.ofSeconds(5)))))
                .map(datagram -> datagram.content().utf8())
                .collectList();
    }

    @SimulationTest(seeds = 20)
    void datagramsOvertakeEachOther(Simulation simulation) {
        echo(simulation);
        Host client = simulation.host("client");
        simulation.run(Duration.ofMillis(10));
        Task<List<String>> asking = client.spawn(() -> ask(30));
        simulation.runUntil(asking::isDone, MINUTE);
        List<String> sent = IntStream.range(0, 30).mapToObj(i -> "d" + i).toList();
        List<String> came = asking.block();
        assertFalse(came.equals(sent), "none has overtaken another");
        List<String> sorted = new ArrayList<>(came);
        sorted.sort(Comparator.comparingInt(text -> Integer.parseInt(text.substring(1))));
        assertEquals(sent, sorted);
    }

    @SimulationTest(seeds = 20)
    void datagramsAreLostAndNotSentAgain(Simulation simulation) {
        echo(simulation);
        Host client = simulation.host("client");
        simulation.run(Duration.ofMillis(10));
        simulation.network().loss("server", "client", 0.5);
        Task<List<String>> asking = client.spawn(() -> ask(200));
        simulation.runUntil(asking::isDone, MINUTE);
        int came = asking.block().size();
        assertTrue(came > 10 && came < 100, came + " of 200 came back");
    }

    @SimulationTest(seeds = 20)
    void theNetworkReportsAPortThatNobodyHas(Simulation simulation) {
        simulation.host("server");
        Host client = simulation.host("client");
        Task<String> asking = client.spawn(() -> Udp.connecting(
                        "server", 7000, socket -> socket.send(Bytes.utf8("x")).thenMany(socket.receive()))
                .map(datagram -> "an answer")
                .next()
                .onErrorResume(failure -> One.just(String.valueOf(failure.getMessage()))));
        simulation.runUntil(asking::isDone, MINUTE);
        assertTrue(asking.block().endsWith("failed: the peer's port is unreachable"), asking.block());
    }

    @SimulationTest(seeds = 20)
    void aUnixSocketServesItsOwnHostAlone(Simulation simulation) {
        Host host = simulation.host("host", () -> Unix.serve(PATH, peer -> peer.writeAndEnd(peer.read())));
        Host other = simulation.host("other");
        simulation.run(Duration.ofMillis(10));
        Task<String> asking = host.spawn(() -> Unix.connecting(
                        PATH, peer -> peer.writeAndEnd(Bytes.utf8("hello")).thenMany(peer.read()))
                .reduce("", (all, bytes) -> all + bytes.utf8()));
        simulation.runUntil(asking::isDone, MINUTE);
        assertEquals("hello", asking.block());
        simulation.expectUnseen(failure -> failure.getMessage().contains("No such file"));
        Task<Void> lost = other.spawn(() -> Unix.connect(PATH).then());
        simulation.runUntil(lost::isDone, MINUTE);
        assertThrows(RuntimeException.class, lost::block);
    }

    @SimulationTest(seeds = 20)
    void aCrashFreesPathsAndPorts(Simulation simulation) {
        Host host = simulation.host(
                "host",
                () -> One.allOf(List.of(
                                Unix.serve(PATH, peer -> peer.writeAndEnd(peer.read())),
                                Udp.binding("host", 7000, socket -> socket.send(socket.receive())).then()))
                        .then());
        simulation.run(Duration.ofMillis(10));
        host.crash();
        host.restart();
        simulation.run(Duration.ofMillis(10));
        assertFalse(host.hasEnded());
    }
}
