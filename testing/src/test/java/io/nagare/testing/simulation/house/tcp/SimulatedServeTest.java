package io.nagare.testing.simulation.house.tcp;

import static io.nagare.testing.simulation.house.tcp.End.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.engine.strand.Probe;
import io.nagare.failure.TimedOutException;
import io.nagare.net.ConnectFailedException;
import io.nagare.net.ListenFailedException;
import io.nagare.net.Listener;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import io.nagare.testing.simulation.Simulation;
import io.nagare.testing.simulation.junit.SimulationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The tests of {@code ServeTest} on the simulated network, each with many seeds. Those are missing that close a
 * runtime, or that look at descriptors of the system.
 */
class SimulatedServeTest {

    private static final int SEEDS = 20;
    private static final int PORT = TwoHosts.PORT;

    private static Server serve(TwoHosts hosts, Supplier<One<Server>> serving) {
        return hosts.server.blockOn(serving);
    }

    private static Server echo(TwoHosts hosts) {
        return serve(hosts, () -> Tcp.serveInBackground("server", PORT, peer -> peer.writeAndEnd(peer.read())));
    }

    /** Connects and reads. The reset may come before the answer to the client's attempt. */
    private static void assertReset(TwoHosts hosts) {
        Throwable failure = TwoHosts.failure(
                hosts.client, () -> Tcp.connecting("server", PORT, peer -> peer.read()).then());
        assertTrue(failure.getMessage().contains("Connection reset"), failure.getMessage());
    }

    /** Closes a server, whose connections are closed then, and what the test has opened. */
    private static void close(TwoHosts hosts, Server server) {
        Task<Void> closing = hosts.server.spawn(() -> One.defer(() -> {
            server.close();
            return server.ended();
        }));
        hosts.eventually(closing::isDone);
        assertEquals(0, server.connections(), "invariant 9");
        hosts.closeOpened();
    }

    @SimulationTest(seeds = SEEDS)
    void servesUntilItIsCancelledAndTellsItsAddressBefore(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        CompletableFuture<Server> listening = new CompletableFuture<>();
        ServeOptions options = ServeOptions.defaults().onListening(listening::complete);
        Task<Void> serving = hosts.server.spawn(
                () -> Tcp.serve("server", PORT, peer -> peer.writeAndEnd(peer.read()), options));
        hosts.eventually(listening::isDone);
        Server server = listening.join();
        assertEquals(PORT, server.port());
        assertEquals("hello", hosts.dial().exchange("hello"));
        End client = hosts.dial();
        client.write(new byte[] {1});
        assertEquals(1, client.next(1)[0]);
        hosts.eventually(() -> server.connections() == 1);
        serving.abort();
        client.assertReset();
        Task<Void> ended = hosts.server.spawn(server::ended);
        hosts.eventually(ended::isDone);
        assertEquals(0, server.connections());
        assertInstanceOf(
                ConnectFailedException.class, TwoHosts.failure(hosts.client, () -> Tcp.connect("server", PORT)));
        hosts.closeOpened();
    }

    @SimulationTest(seeds = SEEDS)
    void aServerThatIsClosedCompletesWhenItsConnectionsAreClosed(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        CompletableFuture<Server> listening = new CompletableFuture<>();
        ServeOptions options = ServeOptions.defaults().onListening(listening::complete);
        Task<Void> serving =
                hosts.server.spawn(() -> Tcp.serve("server", PORT, peer -> One.never(), options));
        hosts.eventually(listening::isDone);
        Server server = listening.join();
        End client = hosts.dial();
        hosts.eventually(() -> server.connections() == 1);
        hosts.server.blockOn(() -> One.fromRunnable(server::close));
        hosts.eventually(serving::isDone);
        assertEquals(0, server.connections());
        client.assertReset();
        hosts.closeOpened();
    }

    @SimulationTest(seeds = SEEDS)
    void aHandlerThatFailsEndsItsConnectionAndIsReported(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        IllegalStateException boom = new IllegalStateException("boom");
        List<Throwable> told = new ArrayList<>();
        simulation.expectUnseen(told::add);
        int[] turn = {0};
        Server server = serve(hosts, () -> Tcp.serveInBackground("server", PORT, peer -> switch (turn[0]++) {
            case 0 -> peer.write(Bytes.utf8("half of it")).then(One.error(boom));
            case 1 -> throw boom;
            case 2 -> null;
            case 3 -> peer.writeAndEnd(Many.just(Bytes.utf8("half of it")).concatWith(Many.error(boom)));
            default -> peer.writeAndEnd(Bytes.utf8("all of it"));
        }));
        for (int i = 0; i < 4; i++) {
            assertReset(hosts);
        }
        assertEquals("all of it", hosts.dial().restAsText());
        close(hosts, server);
        simulation.close();
        assertEquals(3, told.stream().filter(failure -> failure == boom).count(), "invariant 7");
        assertTrue(told.stream().anyMatch(one -> "serve: the handler returned null".equals(one.getMessage())));
        assertEquals(4, told.size());
    }

    /** The handler completes without having written, and the client has sent more than the handler has read. */
    @SimulationTest(seeds = SEEDS)
    void aHandlerThatCompletesEndsTheConnectionInGoodOrder(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        Server server = serve(
                hosts, () -> Tcp.serveInBackground("server", PORT, peer -> peer.read().lines().take(1)));
        End client = hosts.dial();
        Task<Void> writing = client.writing(Many.just(Bytes.utf8("a line\nand more\n".repeat(1000))));
        assertEquals(0, client.rest().length);
        hosts.eventually(writing::isDone);
        client.close();
        hosts.eventually(() -> server.connections() == 0);
        close(hosts, server);
    }

    @SimulationTest(seeds = SEEDS)
    void aPeerThatHangsUpIsNoAlarm(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        Server server = echo(hosts);
        for (int i = 0; i < 10; i++) {
            End client = hosts.dial();
            client.write(random(1000, i));
            client.reset();
        }
        assertEquals("alive", hosts.dial().exchange("alive"));
        hosts.eventually(() -> server.connections() == 0);
        close(hosts, server);
    }

    @SimulationTest(seeds = SEEDS)
    void whatTheServerItselfDidWrongIsTold(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        List<Throwable> told = new ArrayList<>();
        simulation.expectUnseen(told::add);
        Server server = serve(hosts, () -> Tcp.serveInBackground(
                "server", PORT, peer -> One.allOf(peer.read().then(), peer.read().then())));
        assertReset(hosts);
        close(hosts, server);
        simulation.close();
        assertEquals(1, told.size(), "invariant 7");
        assertTrue(told.get(0).getMessage().endsWith("it is being read by another subscriber"));
    }

    /** If a descriptor is closed with unread bytes, the system resets the connection. The answer must arrive. */
    @SimulationTest(seeds = SEEDS)
    void aClientThatSpeaksFirstGetsTheWholeAnswer(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        byte[] answer = random(200_000, 1);
        Server server =
                serve(hosts, () -> Tcp.serveInBackground("server", PORT, peer -> peer.writeAndEnd(Bytes.wrap(answer))));
        for (String words : List.of("nothing more", "GET / HTTP/1.0\r\n\r\n")) {
            End client = hosts.dial();
            client.write(words);
            Probe<Bytes> reading = client.reading().request(1);
            hosts.eventually(() -> reading.signals().size() == 1);
            client.write("and more");
            reading.request(Long.MAX_VALUE);
            hosts.eventually(() -> reading.signals().contains("complete"));
            int received = reading.signals().stream()
                    .filter(Bytes.class::isInstance)
                    .mapToInt(piece -> ((Bytes) piece).length())
                    .sum();
            assertEquals(answer.length, received);
            client.close();
            hosts.eventually(() -> server.connections() == 0);
        }
        End silent = hosts.dial();
        assertArrayEquals(answer, silent.rest());
        close(hosts, server);
    }

    @SimulationTest(seeds = SEEDS)
    void noMoreThanTheLimitAreOpenAtATime(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        int[] now = {0};
        int[] most = {0};
        ServeOptions options = ServeOptions.defaults().maxConnections(2);
        Server server = serve(hosts, () -> Tcp.serveInBackground("server", PORT, peer -> {
            most[0] = Math.max(most[0], ++now[0]);
            return peer.writeAndEnd(peer.read()).doFinally(end -> now[0]--);
        }, options));
        List<End> clients = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            clients.add(hosts.dial());
        }
        for (End client : clients) {
            assertEquals("x", client.exchange("x"));
            client.close();
        }
        assertEquals(2, most[0]);
        close(hosts, server);
    }

    @SimulationTest(seeds = SEEDS)
    void aPortThatIsTakenFailsAndAnActionThatThrowsClosesTheListener(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        Server server = echo(hosts);
        assertInstanceOf(
                ListenFailedException.class,
                TwoHosts.failure(hosts.server, () -> Tcp.serve("server", PORT, peer -> One.empty())));
        close(hosts, server);
        IllegalStateException boom = new IllegalStateException("boom");
        ServeOptions options = ServeOptions.defaults().onListening(listening -> {
            throw boom;
        });
        assertSame(
                boom,
                TwoHosts.failure(hosts.server, () -> Tcp.serve("server", PORT, peer -> One.empty(), options)));
    }

    @SimulationTest(seeds = SEEDS)
    void connectingClosesTheConnectionBehindCompletion(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        Server server = echo(hosts);
        String answer = hosts.client.blockOn(() -> Tcp.connecting("server", PORT, peer -> peer.write(
                                Bytes.utf8("hello\n"))
                        .thenMany(peer.read().lines().take(1)))
                .next());
        assertEquals("hello", answer);
        hosts.eventually(() -> server.connections() == 0 && hosts.client.connections() == 0);
        close(hosts, server);
    }

    @SimulationTest(seeds = SEEDS)
    void connectingResetsTheConnectionBehindAFailure(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        IllegalStateException boom = new IllegalStateException("boom");
        List<Throwable> seen = new ArrayList<>();
        Server server = serve(hosts, () -> Tcp.serveInBackground(
                "server", PORT, peer -> peer.read().then().doOnError(seen::add)));
        assertSame(boom, TwoHosts.failure(hosts.client, () -> Tcp.connecting(
                        "server", PORT, peer -> peer.write(Bytes.utf8("half")).then(One.error(boom)))
                .then()));
        hosts.eventually(() -> !seen.isEmpty());
        assertTrue(seen.get(0).getMessage().contains("reset"), seen.get(0).getMessage());
        assertSame(boom, TwoHosts.failure(hosts.client, () -> Tcp.connecting("server", PORT, peer -> {
                    throw boom;
                })
                .then()));
        Throwable nothing = TwoHosts.failure(
                hosts.client, () -> Tcp.connecting("server", PORT, peer -> null).then());
        assertEquals("connecting: the function returned null", nothing.getMessage());
        hosts.eventually(() -> server.connections() == 0 && hosts.client.connections() == 0);
        close(hosts, server);
    }

    @SimulationTest(seeds = SEEDS)
    void connectingClosesTheConnectionBehindALimit(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        Server server = serve(
                hosts, () -> Tcp.serveInBackground("server", PORT, peer -> peer.read().then()));
        assertInstanceOf(
                TimedOutException.class,
                TwoHosts.failure(hosts.client, () -> Tcp.connecting(
                                "server", PORT, peer -> peer.read().lines())
                        .next()
                        .timeout(Duration.ofMillis(50))));
        hosts.eventually(() -> server.connections() == 0 && hosts.client.connections() == 0);
        close(hosts, server);
    }

    @SimulationTest(seeds = SEEDS)
    void aListenerClosesWithItsAcceptStreamUnlessItWasOpenedToOutliveIt(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        Listener scoped = hosts.server.blockOn(() -> Tcp.listen("server", 8000));
        Listener outliving = hosts.listen();
        for (Listener listener : List.of(scoped, outliving)) {
            Duration soon = Duration.ofMillis(20);
            assertInstanceOf(
                    TimedOutException.class,
                    TwoHosts.failure(hosts.server, () -> listener.accept().next().timeout(soon)));
        }
        assertInstanceOf(
                ConnectFailedException.class, TwoHosts.failure(hosts.client, () -> Tcp.connect("server", 8000)));
        hosts.dial();
        hosts.accept(outliving);
        hosts.closeAll(outliving);
    }

    @SimulationTest(seeds = SEEDS)
    void aConnectionThatWasTakenOverOutlivesItsTask(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        Listener listener = hosts.listen();
        List<End> taken = new ArrayList<>();
        int[] turn = {0};
        hosts.server.spawn(() -> listener.accept().spawnEach(1, peer -> One.fromRunnable(() -> {
            if (turn[0]++ == 0) {
                taken.add(new End(hosts.server, peer.keepOpen()));
            }
        })));
        End first = hosts.dial();
        hosts.eventually(() -> turn[0] == 1);
        End second = hosts.dial();
        assertEquals(0, second.rest().length);
        End kept = taken.get(0);
        kept.on(() -> kept.stream().writeAndEnd(Bytes.utf8("still here")));
        assertEquals("still here", first.restAsText());
        kept.close();
        hosts.closeAll(listener);
    }
}
