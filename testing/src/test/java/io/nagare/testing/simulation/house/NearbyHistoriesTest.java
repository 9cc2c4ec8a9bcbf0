package io.nagare.testing.simulation.house;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.Connection;
import io.nagare.net.ConnectionFailedException;
import io.nagare.net.Unix;
import io.nagare.net.udp.Datagram;
import io.nagare.net.udp.Udp;
import io.nagare.net.udp.UdpSocket;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Simulation;
import io.nagare.testing.simulation.junit.SimulationTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Unix sockets whose programs fail or give up, and requests by UDP that are sent again when they are lost. Of the
 * invariants in ARCHITECTURE.md these are checked: 5, 7 and 9.
 */
class NearbyHistoriesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Path PATH = Path.of("/run/service");

    private static One<Void> echoOrFail(Connection peer, int fails) {
        int[] seen = {0};
        return peer.writeAndEnd(peer.read().doOnNext(bytes -> {
            seen[0] += bytes.length();
            if (seen[0] > fails) {
                throw new IllegalStateException("the handler fails");
            }
        }));
    }

    /** A Unix socket has no reset: its peer cannot tell a failure from the end, unless the connection is encrypted. */
    @SimulationTest(seeds = 15)
    void aUnixSocketWhoseHandlerFails(Simulation simulation) {
        Random random = new Random(simulation.seed());
        boolean encrypted = random.nextBoolean();
        Encryption encryption = Encryption.inHalves();
        simulation.expectUnseen(failure -> failure instanceof ConnectionFailedException
                || failure instanceof IllegalStateException);
        int fails = random.nextInt(60_000);
        Host host = simulation.host("host", () -> encrypted
                ? Unix.serve(PATH, peer -> echoOrFail(peer, fails), encryption.serving())
                : Unix.serve(PATH, peer -> echoOrFail(peer, fails)));
        simulation.run(Duration.ofMillis(10));
        List<Conversation> all = new ArrayList<>();
        List<Task<Void>> talking = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Conversation conversation = new Conversation(random.nextInt(60_000));
            all.add(conversation);
            talking.add(host.spawn(() -> conversation.over(
                    use -> encrypted ? Unix.connecting(PATH, use, encryption.connecting()) : Unix.connecting(PATH, use),
                    random)));
        }
        if (random.nextBoolean()) {
            simulation.run(Duration.ofNanos(random.nextInt(3_000_000)));
            talking.remove(0).abort();
        }
        Invariant.reach(7, simulation, () -> talking.stream().allMatch(Task::isDone), MINUTE);
        talking.forEach(Task::block);
        all.forEach(conversation -> conversation.check(!encrypted));
        simulation.run(Duration.ofSeconds(10));
        Invariant.require(9, host.connections() == 0, () -> "there are still " + host.connections() + " connections");
    }

    private static One<Void> answer(UdpSocket socket) {
        return socket.send(socket.receive()
                .map(request -> new Datagram(
                        Bytes.utf8("answer " + request.content().utf8()), request.peer())));
    }

    private static One<String> ask(UdpSocket socket, int number) {
        return socket.send(Bytes.utf8(number + "?"))
                .thenMany(socket.receive())
                .map(datagram -> datagram.content().utf8())
                .filter(("answer " + number + "?")::equals)
                .next()
                .timeout(Duration.ofMillis(300))
                .retry(200);
    }

    @SimulationTest(seeds = 20)
    void requestsByUdpAreAnsweredInTheEnd(Simulation simulation) {
        Random random = new Random(simulation.seed());
        Host server = simulation.host(
                "server", () -> Udp.binding("server", 7000, NearbyHistoriesTest::answer).then());
        simulation.run(Duration.ofMillis(10));
        List<Task<List<String>>> asking = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Host client = simulation.host("client" + i);
            simulation.network().loss("server", client.name(), 0.1 + 0.5 * random.nextDouble());
            Duration most = Duration.ofMillis(random.nextInt(400));
            simulation.network().latency("server", client.name(), Duration.ZERO, most);
            asking.add(client.spawn(() -> Udp.connecting(
                            "server", 7000, socket -> Many.range(0, 20).concatMap(number -> ask(socket, number)))
                    .collectList()));
        }
        if (random.nextBoolean()) {
            simulation.run(Duration.ofMillis(random.nextInt(2_000)));
            server.powerOff();
            simulation.run(Duration.ofMillis(random.nextInt(5_000)));
            server.restart();
        }
        Invariant.reach(7, simulation, () -> asking.stream().allMatch(Task::isDone), Duration.ofMinutes(20));
        List<String> expected = IntStream.range(0, 20).mapToObj(i -> "answer " + i + "?").toList();
        for (Task<List<String>> task : asking) {
            Invariant.require(5, expected.equals(task.block()), () -> "the answers are " + task.block());
        }
    }
}
