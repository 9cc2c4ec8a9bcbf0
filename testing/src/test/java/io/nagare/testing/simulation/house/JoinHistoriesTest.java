package io.nagare.testing.simulation.house;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.ConnectFailedException;
import io.nagare.net.Connection;
import io.nagare.net.ConnectionFailedException;
import io.nagare.net.ConnectionLimits;
import io.nagare.net.ConnectionOptions;
import io.nagare.net.Connections;
import io.nagare.net.ServeOptions;
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

/**
 * A proxy that joins connections, some of which are encrypted. Of the invariants in ARCHITECTURE.md these are checked:
 * 4 (what is under way is bounded), 5, 7 (if one side dies the other is told) and 9.
 */
class JoinHistoriesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ConnectionLimits IDLE = ConnectionLimits.none().idle(Duration.ofSeconds(30));

    /** The most bytes that may be between source and reader: buffers of four sockets, and of the proxy. */
    private static final int MOST_UNDER_WAY = 1_100_000;

    /** A proxy in front of the host "behind". The seed decides on which sides it encrypts. */
    private static final class Proxied {

        final Random random;
        final Simulation simulation;
        private final Encryption encryption = Encryption.inHalves();
        private final boolean encryptedInFront;
        private final boolean encryptedBehind;

        Proxied(Simulation simulation) {
            this.simulation = simulation;
            random = new Random(simulation.seed());
            encryptedInFront = random.nextBoolean();
            encryptedBehind = random.nextBoolean();
            simulation.expectUnseen(failure ->
                    failure instanceof ConnectionFailedException || failure instanceof ConnectFailedException);
        }

        ServeOptions inFront() {
            return encryptedInFront ? encryption.serving() : ServeOptions.defaults();
        }

        ServeOptions behind() {
            return encryptedBehind ? encryption.serving() : ServeOptions.defaults();
        }

        private static ConnectionOptions options(boolean encrypted, Encryption encryption) {
            return encrypted ? encryption.connecting() : ConnectionOptions.defaults();
        }

        ConnectionOptions towardsProxy() {
            return options(encryptedInFront, encryption);
        }

        Many<Connections.Joined> join(Connection client) {
            return Tcp.connecting(
                    "behind",
                    7000,
                    server -> Connections.join(client, server, IDLE),
                    options(encryptedBehind, encryption));
        }

        Server serveProxy(Host proxy) {
            return proxy.blockOn(() -> Tcp.serveInBackground("proxy", 7000, this::join, inFront()));
        }
    }

    private static void requireNothingOpen(Host... hosts) {
        for (Host host : hosts) {
            Invariant.require(9, host.connections() == 0, () -> host + " has " + host.connections() + " connections");
        }
    }

    @SimulationTest(seeds = 12)
    void aDyingSourceBehindASlowReader(Simulation simulation) {
        Proxied proxied = new Proxied(simulation);
        Random random = proxied.random;
        int total = 2_000_000;
        int[] sent = {0};
        Pattern.Check check = new Pattern.Check();
        boolean[] clean = {false};
        Host behind = simulation.host("behind", () -> Tcp.serve(
                "behind",
                7000,
                peer -> peer.writeAndEnd(Pattern.pieces(total, random).doOnNext(bytes -> sent[0] += bytes.length())),
                proxied.behind()));
        Host proxy = simulation.host(
                "proxy", () -> Tcp.serve("proxy", 7000, proxied::join, proxied.inFront()));
        Host reader = simulation.host("reader");
        simulation.run(Duration.ofMillis(10));
        Task<Void> reading = reader.spawn(() -> Tcp.connecting(
                        "proxy",
                        7000,
                        peer -> peer.read().concatMap(bytes -> One.delay(Duration.ofMillis(random.nextInt(20)))
                                .thenReturn(bytes)),
                        proxied.towardsProxy())
                .doOnNext(check::next)
                .then()
                .doOnComplete(() -> clean[0] = true)
                .onErrorResume(Conversation::unlessWrong));
        int dies = random.nextInt(total / 4);
        simulation.runUntil(
                () -> {
                    int underWay = sent[0] - check.received();
                    Invariant.require(4, underWay <= MOST_UNDER_WAY, () -> underWay + " bytes are under way");
                    return check.received() >= dies;
                },
                Duration.ofDays(1));
        boolean silent = random.nextBoolean();
        if (silent) {
            behind.powerOff();
        } else {
            behind.crash();
        }
        Invariant.reach(7, simulation, reading::isDone, Duration.ofMinutes(5));
        reading.block();
        // A program that is killed ends its streams in good order; only encryption tells that from the end.
        boolean mayLookClean = !silent && !proxied.encryptedBehind;
        Invariant.require(7, !clean[0] || mayLookClean, () -> check.received() + " bytes were taken for the whole");
        simulation.run(MINUTE);
        requireNothingOpen(proxy, reader);
        behind.restart();
    }

    /** Sends for two seconds, although the answer has ended long ago. */
    private static One<Void> sendAfterTheEnd(Connection peer) {
        Many<Bytes> slowly = Many.range(0, 100)
                .concatMap(i -> One.delay(Duration.ofMillis(20)).thenReturn(Bytes.copyOf(new byte[2_000])));
        return peer.read().then().then(peer.writeAndEnd(slowly)).then(peer.closed());
    }

    private enum Death {
        CRASH,
        RESET,
        CLOSE
    }

    @SimulationTest(seeds = 15)
    void aSenderIsToldThatNobodyReceivesAlthoughItsOtherDirectionHasEnded(Simulation simulation) {
        Proxied proxied = new Proxied(simulation);
        int[] received = {0};
        boolean[] clean = {false};
        Host behind = simulation.host("behind", () -> Tcp.serve(
                "behind",
                7000,
                peer -> peer.writeAndEnd(Bytes.utf8("send"))
                        .thenMany(peer.read().doOnNext(bytes -> received[0] += bytes.length())),
                proxied.behind()));
        Host proxy = simulation.host("proxy");
        Server server = proxied.serveProxy(proxy);
        Host sender = simulation.host("sender");
        simulation.run(Duration.ofMillis(10));
        Task<Void> sending = sender.spawn(() -> Tcp.connecting(
                        "proxy", 7000, JoinHistoriesTest::sendAfterTheEnd, proxied.towardsProxy())
                .then()
                .doOnComplete(() -> clean[0] = true)
                .onErrorComplete());
        int dies = 2_000 + proxied.random.nextInt(150_000);
        Invariant.reach(7, simulation, () -> received[0] >= dies, MINUTE);
        switch (Death.values()[proxied.random.nextInt(Death.values().length)]) {
            case CRASH -> behind.crash();
            case RESET -> simulation.network().reset("proxy", "behind");
            case CLOSE -> proxy.blockOn(() -> One.fromRunnable(server::close));
        }
        Invariant.reach(7, simulation, sending::isDone, MINUTE);
        Invariant.require(7, !clean[0], () -> "the sender believes that all has come, but " + received[0] + " have");
        simulation.run(MINUTE);
        requireNothingOpen(proxy, sender);
        proxy.blockOn(() -> One.fromRunnable(server::close));
    }

    @SimulationTest(seeds = 15)
    void aConversationThroughAProxyIsWholeOrFails(Simulation simulation) {
        Proxied proxied = new Proxied(simulation);
        Random random = proxied.random;
        simulation.host("behind", () -> Tcp.serve(
                "behind", 7000, peer -> peer.writeAndEnd(peer.read()), proxied.behind()));
        Host proxy = simulation.host(
                "proxy", () -> Tcp.serve("proxy", 7000, proxied::join, proxied.inFront()));
        Host client = simulation.host("client");
        simulation.run(Duration.ofMillis(10));
        List<Conversation> all = new ArrayList<>();
        Task<Void> talking = client.spawn(() -> Many.range(0, 5)
                .concatMap(i -> One.defer(() -> {
                    Conversation conversation = new Conversation(random.nextInt(100_000));
                    all.add(conversation);
                    return One.delay(Duration.ofMillis(random.nextInt(2_000)))
                            .then(conversation.over(
                                    use -> Tcp.connecting("proxy", 7000, use, proxied.towardsProxy()), random));
                }))
                .then());
        Faults faults = simulation.faults(0.7).crashing(proxy);
        Invariant.reach(7, simulation, talking::isDone, Duration.ofDays(1));
        talking.block();
        faults.stop();
        all.forEach(conversation -> conversation.check(!proxied.encryptedInFront));
    }

    @SimulationTest(seeds = 15)
    void drainingAProxyInAPartitionEndsWithItsLimit(Simulation simulation) {
        Proxied proxied = new Proxied(simulation);
        Host behind = simulation.host("behind", () -> Tcp.serve(
                "behind", 7000, peer -> peer.writeAndEnd(peer.read()), proxied.behind()));
        Host proxy = simulation.host("proxy");
        Server server = proxied.serveProxy(proxy);
        simulation.run(Duration.ofMillis(10));
        List<Task<Void>> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(simulation
                    .host("client" + i)
                    .spawn(() -> Tcp.connecting(
                                    "proxy",
                                    7000,
                                    peer -> peer.write(Bytes.utf8("hello")).thenMany(peer.read()),
                                    proxied.towardsProxy())
                            .then()
                            .onErrorComplete()));
        }
        simulation.run(Duration.ofMillis(proxied.random.nextInt(200)));
        simulation.network().partition("proxy", "client0");
        simulation.network().partitionOneWay("client1", "proxy");
        Task<Integer> drain = proxy.spawn(() -> server.drain(Duration.ofSeconds(5)));
        Invariant.reach(13, simulation, drain::isDone, Duration.ofSeconds(6));
        drain.block();
        requireNothingOpen(proxy);
        Invariant.reach(7, simulation, clients.get(3)::isDone, MINUTE);
        simulation.run(Duration.ofSeconds(10));
        requireNothingOpen(behind);
        simulation.network().heal();
    }
}
