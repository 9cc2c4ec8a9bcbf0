package io.nagare.testing.simulation.house;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.ConnectFailedException;
import io.nagare.net.Connection;
import io.nagare.net.ConnectionLimits;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import io.nagare.net.ServerCounts;
import io.nagare.net.Tcp;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Simulation;
import io.nagare.testing.simulation.junit.SimulationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What protects a server, and how it ends: limits of time, and draining. Of the invariants in ARCHITECTURE.md these are
 * checked: 7, 9 and 13.
 */
class ServingHistoriesTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    private static void requireBetween(Duration least, Duration actual, Duration most) {
        require(
                actual.compareTo(least) >= 0 && actual.compareTo(most) <= 0,
                actual + " is not from " + least + " to " + most);
    }

    private static void close(Host serving, Server server) {
        serving.blockOn(() -> One.defer(() -> {
            server.close();
            return server.ended();
        }));
    }

    private static One<Void> ask(int requests, Duration pause) {
        return Tcp.connecting("server", 7000, peer -> peer.writeAndEnd(Many.range(0, requests)
                        .concatMap(i -> One.delay(pause).thenReturn(Bytes.utf8("x"))))
                .thenMany(peer.read())).then();
    }

    @SimulationTest(seeds = 30)
    void aPeerThatSendsNothingIsCutOffAndABusyOneIsNot(Simulation simulation) {
        Host serving = simulation.host("server");
        Server server = serving.blockOn(
                () -> Tcp.serveInBackground("server", 7000, peer -> peer.writeAndEnd(peer.read())));
        Host client = simulation.host("client");
        Task<Void> silent = client.spawn(
                () -> Tcp.connecting("server", 7000, Connection::read).then().onErrorComplete());
        Task<Void> busy = client.spawn(() -> ask(5, Duration.ofSeconds(50)));
        simulation.runUntil(silent::isDone, HOUR);
        requireBetween(Duration.ofSeconds(60), simulation.elapsed(), Duration.ofSeconds(76));
        simulation.runUntil(busy::isDone, HOUR);
        ServerCounts counts = server.counts();
        require(counts.accepted() == 2 && counts.overLimit() == 1 && counts.cutOff() == 1, counts.toString());
        require(counts.bytesRead() == 5 && counts.bytesWritten() == 5, counts.toString());
        close(serving, server);
    }

    @SimulationTest(seeds = 10)
    void manyThatSendOneByteAndStopMakeWayForOthers(Simulation simulation) {
        Host serving = simulation.host("server");
        ServeOptions options = ServeOptions.defaults()
                .maxConnections(100)
                .limits(ConnectionLimits.defaults().readIdle(Duration.ofSeconds(20)));
        Server server = serving.blockOn(() -> Tcp.serveInBackground(
                "server", 7000, peer -> peer.writeAndEnd(peer.read().lines().map(Bytes::utf8)), options));
        Host attackers = simulation.host("attackers");
        List<Task<Void>> attacks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            attacks.add(attackers.spawn(() -> Tcp.connecting(
                            "server", 7000, peer -> peer.write(Bytes.utf8("x")).thenMany(peer.read()))
                    .then()
                    .onErrorComplete()));
        }
        simulation.run(Duration.ofSeconds(1));
        require(server.connections() == 100, server.connections() + " attackers are in");
        Host client = simulation.host("client");
        Task<Void> served = client.spawn(() -> ask(1, Duration.ZERO));
        simulation.runUntil(served::isDone, HOUR);
        simulation.runUntil(() -> attacks.stream().allMatch(Task::isDone), HOUR);
        requireBetween(Duration.ofSeconds(20), simulation.elapsed(), Duration.ofSeconds(30));
        require(server.counts().overLimit() == 100, server.counts().toString());
        close(serving, server);
    }

    @SimulationTest(seeds = 20)
    void aPeerThatDoesNotReceiveIsCutOff(Simulation simulation) {
        Host serving = simulation.host("server");
        Server server = serving.blockOn(() -> Tcp.serveInBackground(
                "server", 7000, peer -> peer.writeAndEnd(Pattern.pieces(3_000_000, new Random(1)))));
        Host client = simulation.host("client");
        Task<Void> deaf = client.spawn(() -> Tcp.connecting(
                        "server", 7000, peer -> One.delay(HOUR))
                .then()
                .onErrorComplete());
        simulation.runUntil(() -> server.connections() == 1, HOUR);
        simulation.runUntil(() -> server.connections() == 0, HOUR);
        // The limit and a quarter, twice: in the first one the sockets' buffers took some.
        requireBetween(Duration.ofSeconds(60), simulation.elapsed(), Duration.ofSeconds(160));
        require(server.counts().overLimit() == 1, server.counts().toString());
        deaf.abort();
        close(serving, server);
    }

    @SimulationTest(seeds = 100)
    void drainingLosesNothingThatWasBegun(Simulation simulation) {
        Random random = new Random(simulation.seed());
        int[] begun = {0};
        int[] answered = {0};
        Host serving = simulation.host("server");
        Server server = serving.blockOn(() -> Tcp.serveInBackground(
                "server", 7000, peer -> peer.write(peer.read()
                        .lines()
                        .takeUntil(peer.draining())
                        .doOnNext(line -> begun[0]++)
                        .concatMap(line -> One.delay(Duration.ofMillis(1 + random.nextInt(300)))
                                .thenReturn(Bytes.utf8(line + "\n"))))));
        for (int i = 0; i < 10; i++) {
            simulation.host("client" + i).spawn(() -> Tcp.connecting(
                            "server",
                            7000,
                            peer -> Many.merge(
                                    peer.write(Many.interval(Duration.ofMillis(100))
                                                    .takeUntil(peer.closed().onErrorComplete())
                                                    .map(n -> Bytes.utf8("request " + n + "\n")))
                                            .onErrorComplete()
                                            .thenMany(Many.<String>empty()),
                                    peer.read().lines().doOnNext(line -> answered[0]++)))
                    .then());
        }
        simulation.run(Duration.ofMillis(500 + random.nextInt(500)));
        require(begun[0] > 0, "requests are under way");
        Task<Integer> drain = serving.spawn(() -> server.drain(Duration.ofSeconds(10)));
        simulation.run(Duration.ofMillis(1));
        Host late = simulation.host("late");
        Task<Boolean> refused = late.spawn(() -> Tcp.connect("server", 7000)
                .map(connection -> false)
                .onErrorResume(failure -> One.just(failure instanceof ConnectFailedException)));
        simulation.runUntil(drain::isDone, HOUR);
        require(Integer.valueOf(0).equals(drain.block()), "nobody was cut off");
        simulation.runUntil(refused::isDone, HOUR);
        require(Boolean.TRUE.equals(refused.block()), "a late connect is refused");
        simulation.run(Duration.ofSeconds(10));
        require(begun[0] == answered[0], begun[0] + " were begun, " + answered[0] + " answered");
        require(server.connections() == 0 && serving.connections() == 0, "the server has ended");
    }

    @SimulationTest(seeds = 30)
    void drainingDuringAPartitionEndsWithItsLimit(Simulation simulation) {
        Host serving = simulation.host("server");
        Server server = serving.blockOn(() -> Tcp.serveInBackground("server", 7000, peer -> peer.write(peer.read())));
        for (int i = 0; i < 3; i++) {
            simulation.host("client" + i).spawn(() -> Tcp.connecting(
                            "server",
                            7000,
                            peer -> peer.write(Bytes.utf8("hello")).thenMany(peer.read()))
                    .then()
                    .onErrorComplete());
        }
        simulation.run(Duration.ofSeconds(1));
        simulation.network().partition("server", "client0");
        Task<Integer> drain = serving.spawn(() -> server.drain(Duration.ofSeconds(5)));
        Duration begun = simulation.elapsed();
        simulation.runUntil(drain::isDone, HOUR);
        require(Integer.valueOf(3).equals(drain.block()), "all were cut off");
        requireBetween(Duration.ofSeconds(5), simulation.elapsed().minus(begun), Duration.ofSeconds(6));
        require(serving.connections() == 0, "no descriptor is left");
        simulation.network().heal();
        simulation.run(HOUR);
    }
}
