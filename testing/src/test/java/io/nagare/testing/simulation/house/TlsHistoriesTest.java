package io.nagare.testing.simulation.house;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.Connection;
import io.nagare.net.ConnectionFailedException;
import io.nagare.net.ConnectionOptions;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import io.nagare.testing.simulation.Faults;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Simulation;
import io.nagare.testing.simulation.junit.SimulationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Encrypted conversations over a network that fails. Of the invariants in ARCHITECTURE.md these are checked: 5, 7 (with
 * encryption a part is never taken for the whole, also if a program is killed), 9 and 14.
 */
class TlsHistoriesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static void expectBrokenConnections(Simulation simulation) {
        simulation.expectUnseen(failure -> failure instanceof ConnectionFailedException);
    }

    private static void requireNothingOpen(Host... hosts) {
        for (Host host : hosts) {
            Invariant.require(9, host.connections() == 0, () -> host + " has " + host.connections() + " connections");
        }
    }

    private static One<Void> conversations(List<Conversation> all, ConnectionOptions options, Random random) {
        return Many.range(0, 3)
                .concatMap(i -> One.defer(() -> {
                    Conversation conversation = new Conversation(random.nextInt(60_000));
                    all.add(conversation);
                    return One.delay(Duration.ofMillis(random.nextInt(3_000)))
                            .then(conversation.over(use -> Tcp.connecting("server", 7000, use, options), random));
                }))
                .then();
    }

    private static void playEcho(Simulation simulation, boolean crashes) {
        Random random = new Random(simulation.seed());
        Encryption encryption = Encryption.inHalves();
        expectBrokenConnections(simulation);
        Host server = simulation.host(
                "server",
                () -> Tcp.serve("server", 7000, peer -> peer.writeAndEnd(peer.read()), encryption.serving()));
        List<Conversation> all = new ArrayList<>();
        Host[] clients = new Host[3];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = simulation.host("client" + i, () -> conversations(all, encryption.connecting(), random));
        }
        Faults faults = simulation.faults(0.8);
        if (crashes) {
            faults.crashing(server);
        }
        simulation.runUntilEnded(clients);
        faults.stop();
        all.forEach(conversation -> conversation.check(false));
    }

    @SimulationTest(seeds = 10)
    void anEchoIsWholeOrFails(Simulation simulation) {
        playEcho(simulation, false);
    }

    @SimulationTest(seeds = 10)
    void anEchoOfAServerThatCrashesIsWholeOrFails(Simulation simulation) {
        playEcho(simulation, true);
    }

    /** Keys are drawn by the JDK, and not by the seed; they change bytes, but no length and no order. */
    @SimulationTest(seeds = 5, twice = true)
    void aSeedHasOneHistoryWithEncryptionToo(Simulation simulation) {
        playEcho(simulation, true);
    }

    /** One side of a connection on which both sides send. */
    private static final class Half {

        private final int expected;
        private final Pattern.Check check = new Pattern.Check();
        private boolean readAll;

        Half(int expected) {
            this.expected = expected;
        }

        One<Void> exchange(Connection peer, int sent, Random random) {
            One<Void> reading = peer.read().doOnNext(check::next).then().doOnComplete(() -> readAll = true);
            return One.allOf(peer.writeAndEnd(Pattern.pieces(sent, random)), reading);
        }

        void check() {
            String what = check.received() + " bytes came of " + expected + ", and the end: " + readAll;
            Invariant.require(5, check.received() <= expected, () -> what);
            Invariant.require(7, !readAll || check.received() == expected, () -> what);
        }
    }

    @SimulationTest(seeds = 100)
    void aResetAtAnyByteIsNeverTakenForTheEnd(Simulation simulation) {
        Random random = new Random(simulation.seed());
        Encryption encryption = Encryption.inHalves();
        expectBrokenConnections(simulation);
        Half ours = new Half(random.nextInt(30_000));
        Half theirs = new Half(random.nextInt(30_000));
        Host server = simulation.host(
                "server",
                () -> Tcp.serve(
                        "server",
                        7000,
                        peer -> theirs.exchange(peer, ours.expected, random),
                        encryption.serving()));
        Host client = simulation.host("client");
        simulation.run(Duration.ofMillis(10));
        boolean towardsServer = random.nextBoolean();
        int handshake = towardsServer ? 600 : 2_000;
        int cut = random.nextInt(random.nextBoolean() ? handshake : 40_000);
        simulation.network().resetAfter(towardsServer ? "client" : "server", towardsServer ? "server" : "client", cut);
        Task<Void> exchange = client.spawn(() -> Tcp.connecting(
                        "server",
                        7000,
                        peer -> ours.exchange(peer, theirs.expected, random),
                        encryption.connecting())
                .then()
                .onErrorResume(Conversation::unlessWrong));
        Invariant.reach(7, simulation, exchange::isDone, MINUTE);
        exchange.block();
        // A reset may be lost to a side that only waits; here none is.
        simulation.run(Duration.ofSeconds(6));
        ours.check();
        theirs.check();
        requireNothingOpen(client, server);
    }

    @SimulationTest(seeds = 25)
    void aPartitionWithinAHandshakeEndsWithItsLimit(Simulation simulation) {
        Random random = new Random(simulation.seed());
        Encryption encryption = Encryption.inHalves();
        expectBrokenConnections(simulation);
        Host server = simulation.host(
                "server",
                () -> Tcp.serve("server", 7000, peer -> peer.writeAndEnd(peer.read()), encryption.serving()));
        Host client = simulation.host("client");
        simulation.run(Duration.ofMillis(10));
        ConnectionOptions options = encryption.connecting().connectTimeout(Duration.ofSeconds(5));
        Task<Void> connecting = client.spawn(() -> Tcp.connect("server", 7000, options)
                .doOnSuccess(Connection::close)
                .then()
                .onErrorComplete());
        simulation.run(Duration.ofNanos(random.nextInt(10_000_000)));
        if (random.nextBoolean()) {
            simulation.network().partition("client", "server");
        } else if (random.nextBoolean()) {
            simulation.network().partitionOneWay("client", "server");
        } else {
            simulation.network().partitionOneWay("server", "client");
        }
        Invariant.reach(7, simulation, connecting::isDone, Encryption.HANDSHAKE_LIMIT.plusSeconds(6));
        // The server may have a whole connection, on which the first byte has a limit of a minute.
        simulation.run(Duration.ofSeconds(80));
        requireNothingOpen(client, server);
        simulation.network().heal();
        Conversation conversation = new Conversation(10_000);
        client.blockOn(() -> conversation.over(
                use -> Tcp.connecting("server", 7000, use, encryption.connecting()), random));
        Invariant.require(7, conversation.isWhole(), () -> "nobody is served after the partition");
    }

    private static One<Void> upgrade(Connection peer, Encryption encryption) {
        return peer.read()
                .lines()
                .take(1)
                .then()
                .then(peer.write(Bytes.utf8("go ahead\n")))
                .then(peer.startTls(encryption.server()))
                .then(peer.writeAndEnd(peer.read()));
    }

    private static Many<Bytes> upgraded(
            Encryption encryption, Connection peer, Function<Connection, Many<Bytes>> use) {
        return peer.write(Bytes.utf8("STARTTLS\n"))
                .then(peer.read().lines().take(1).then())
                .then(peer.startTls("server", encryption.client()))
                .thenMany(Many.defer(() -> use.apply(peer)));
    }

    @SimulationTest(seeds = 30)
    void aConnectionIsEncryptedInTheMiddle(Simulation simulation) {
        Random random = new Random(simulation.seed());
        Encryption encryption = Encryption.inHalves();
        expectBrokenConnections(simulation);
        Host server = simulation.host("server", () -> Tcp.serve("server", 7000, peer -> upgrade(peer, encryption)));
        Host client = simulation.host("client");
        simulation.network().pieces(random.nextDouble());
        simulation.run(Duration.ofMillis(10));
        boolean cut = random.nextBoolean();
        if (cut) {
            simulation.network().resetAfter("server", "client", random.nextInt(3_000));
        } else {
            simulation.network().loss("server", "client", 0.2);
        }
        Conversation conversation = new Conversation(random.nextInt(20_000));
        Task<Void> talking = client.spawn(() -> conversation.over(
                use -> Tcp.connecting("server", 7000, peer -> upgraded(encryption, peer, use)), random));
        Invariant.reach(7, simulation, talking::isDone, Duration.ofMinutes(20));
        talking.block();
        conversation.check(false);
        simulation.network().loss("server", "client", 0);
        simulation.run(Duration.ofMinutes(1));
        requireNothingOpen(client, server);
    }

    @SimulationTest(seeds = 10)
    void closingEncryptedConnectionsInAPartitionEnds(Simulation simulation) {
        Random random = new Random(simulation.seed());
        Encryption encryption = Encryption.inHalves();
        expectBrokenConnections(simulation);
        Host serving = simulation.host("server");
        Server server = serving.blockOn(() -> Tcp.serveInBackground(
                "server", 7000, peer -> peer.writeAndEnd(peer.read()), encryption.serving()));
        for (int i = 0; i < 3; i++) {
            simulation
                    .host("client" + i)
                    .spawn(() -> conversations(new ArrayList<>(), encryption.connecting(), random));
        }
        simulation.run(Duration.ofMillis(random.nextInt(3_000)));
        simulation.network().partition("server", "client0");
        simulation.network().partitionOneWay("client1", "server");
        simulation.run(Duration.ofMillis(random.nextInt(20)));
        Task<Integer> drain = serving.spawn(() -> server.drain(Duration.ofSeconds(5)));
        Invariant.reach(13, simulation, drain::isDone, Duration.ofSeconds(6));
        drain.block();
        Invariant.require(9, server.connections() == 0, () -> "the server has " + server.connections());
        requireNothingOpen(serving);
        simulation.network().heal();
    }
}
