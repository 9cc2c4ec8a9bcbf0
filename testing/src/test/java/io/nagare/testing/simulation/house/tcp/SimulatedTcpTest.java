package io.nagare.testing.simulation.house.tcp;

import static io.nagare.testing.simulation.house.tcp.End.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.engine.strand.Probe;
import io.nagare.net.ConnectFailedException;
import io.nagare.net.ConnectionFailedException;
import io.nagare.net.ListenFailedException;
import io.nagare.net.Listener;
import io.nagare.net.Tcp;
import io.nagare.policy.Flatten;
import io.nagare.testing.simulation.Simulation;
import io.nagare.testing.simulation.junit.SimulationTest;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The tests of {@code TcpTest} on the simulated network, each with many seeds. Those are missing that are about two
 * runtimes in one process, about other libraries, and about descriptors of the system.
 */
class SimulatedTcpTest {

    private static final int SEEDS = 20;

    @SimulationTest(seeds = SEEDS)
    void whatIsSentComesBackWholeAndTheEndWithIt(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        Listener listener = hosts.listen();
        hosts.echo(listener);
        for (int size : new int[] {0, 1, 63, 64, 4096, 65_535, 65_536, 65_537}) {
            byte[] sent = random(size, size);
            assertArrayEquals(sent, hosts.dial().exchange(sent));
        }
        hosts.closeAll(listener);
    }

    @SimulationTest(seeds = SEEDS)
    void oneUnitOfDemandIsOneAccept(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        Listener listener = hosts.listen();
        Probe<?> accepted = hosts.probe(listener.accept());
        for (int i = 0; i < 5; i++) {
            hosts.dial();
        }
        hosts.settle();
        assertEquals(0, accepted.signals().size());
        accepted.request(2);
        hosts.settle();
        assertEquals(2, accepted.signals().size());
        accepted.request(3);
        hosts.eventually(() -> accepted.signals().size() == 5);
        hosts.close(listener);
        hosts.eventually(() -> accepted.signals().contains("complete"));
        assertEquals(5, hosts.ends(accepted).size());
        hosts.closeAll(listener);
    }

    @SimulationTest(seeds = SEEDS)
    void fiftySubscribersOfOneListenerAreAllServed(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        Listener listener = hosts.listen();
        List<Probe<?>> waiting = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            waiting.add(hosts.probe(listener.accept().next().toMany()).request(1));
        }
        for (int i = 0; i < 50; i++) {
            hosts.dial();
        }
        hosts.eventually(() -> waiting.stream().allMatch(one -> one.signals().contains("complete")));
        waiting.forEach(one -> assertEquals(1, hosts.ends(one).size()));
        hosts.closeAll(listener);
    }

    @SimulationTest(seeds = SEEDS)
    void aSubscriberThatCancelsLeavesItsTurnToTheNext(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        Listener listener = hosts.listen();
        Probe<?> first = hosts.probe(listener.accept()).request(1);
        Probe<?> second = hosts.probe(listener.accept()).request(1);
        first.cancel();
        hosts.dial();
        hosts.eventually(() -> second.signals().size() == 1);
        assertEquals(List.of(), first.signals());
        hosts.ends(second);
        hosts.closeAll(listener);
    }

    @SimulationTest(seeds = SEEDS)
    void halfCloseEndsOneDirectionAndLeavesTheOther(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        Listener listener = hosts.listen();
        End client = hosts.dial();
        End peer = hosts.accept(listener);
        peer.on(() -> peer.stream().writeAndEnd(Bytes.utf8("bye")));
        assertEquals("bye", client.restAsText());
        assertFalse(peer.isClosed());
        client.write("still here");
        client.endWriting();
        assertEquals("still here", peer.restAsText());
        assertTrue(peer.isClosed());
        hosts.closeAll(listener);
    }

    @SimulationTest(seeds = SEEDS)
    void writeLeavesOurDirectionOpenForMore(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        Listener listener = hosts.listen();
        End client = hosts.dial();
        End peer = hosts.accept(listener);
        peer.write("one ");
        peer.write("two ");
        peer.on(() -> peer.stream().writeAndEnd(Bytes.utf8("three")));
        assertEquals("one two three", client.restAsText());
        Throwable refused = peer.failure(() -> peer.stream().write(Bytes.utf8("four")));
        assertTrue(refused.getMessage().contains("ended by an earlier write"), refused.getMessage());
        hosts.closeAll(listener);
    }

    @SimulationTest(seeds = SEEDS)
    void cancellingAReadLosesNothing(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        Listener listener = hosts.listen();
        End client = hosts.dial();
        End peer = hosts.accept(listener);
        Random random = new Random(simulation.seed());
        client.writingAndEnding(Many.range(0, 20).map(i -> Bytes.utf8("piece " + i + "\n")));
        StringBuilder received = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            Probe<Bytes> reading = peer.reading().request(1 + random.nextInt(3));
            simulation.run(Duration.ofMillis(random.nextInt(4)));
            reading.cancel();
            hosts.settle();
            reading.signals().stream()
                    .filter(Bytes.class::isInstance)
                    .forEach(bytes -> received.append(((Bytes) bytes).utf8()));
        }
        received.append(peer.restAsText());
        String sent = "";
        for (int i = 0; i < 20; i++) {
            sent += "piece " + i + "\n";
        }
        assertEquals(sent, received.toString());
        hosts.closeAll(listener);
    }

    @SimulationTest(seeds = SEEDS)
    void aSecondReaderIsRefusedAndTheFirstGoesOn(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        Listener listener = hosts.listen();
        End client = hosts.dial();
        End peer = hosts.accept(listener);
        Probe<Bytes> first = peer.reading();
        Throwable refused = peer.failure(() -> peer.stream().read().then());
        assertTrue(refused.getMessage().contains("being read by another"), refused.getMessage());
        first.request(1);
        client.write(new byte[1]);
        hosts.eventually(() -> first.signals().size() == 1);
        peer.close();
        first.request(1);
        hosts.eventually(() -> first.signals().size() == 2);
        assertInstanceOf(ConnectionFailedException.class, first.signals().get(1));
        hosts.closeAll(listener);
    }

    @SimulationTest(seeds = SEEDS)
    void aPeerThatNeverReadsStopsUpstreamAndLaterResumesIt(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        Listener listener = hosts.listenWithSmallBuffers();
        End client = hosts.dial();
        End peer = hosts.accept(listener);
        long[] taken = {0};
        Bytes piece = Bytes.wrap(random(1000, 1));
        Task<Void> writing = peer.writingAndEnding(
                Many.range(0, 500).map(n -> piece).doOnNext(bytes -> taken[0] += bytes.length()));
        hosts.settle();
        long before = taken[0];
        hosts.settle();
        assertEquals(before, taken[0]);
        assertTrue(before > 0 && before < 256 * 1024, "bytes taken though the peer does not read: " + before);
        assertFalse(writing.isDone());
        assertEquals(500_000, client.rest().length);
        hosts.eventually(writing::isDone);
        hosts.closeAll(listener);
    }

    @SimulationTest(seeds = SEEDS)
    void aProxyWhoseOneSideIsBlockedGoesOnWithTheOther(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        Listener backend = hosts.server.blockOn(() -> Tcp.listenUntilClosed("server", 8000));
        Listener front = hosts.listen();
        simulation.expectUnseen(ConnectionFailedException.class::isInstance);
        hosts.server.spawn(() -> front.accept().spawnEach(10, peer -> Tcp.connect("server", 8000)
                .flatMap(target -> One.allOf(target.writeAndEnd(peer.read()), peer.writeAndEnd(target.read())))));
        End client = hosts.dial();
        End target = hosts.accept(backend);
        // The target does not read, so this direction fills up.
        Task<Void> flood = client.writing(Many.range(0, 1_000).map(i -> Bytes.wrap(new byte[16 * 1024])));
        hosts.settle();
        Probe<Bytes> answers = client.reading().request(Long.MAX_VALUE);
        for (int i = 1; i <= 20; i++) {
            target.write("x");
            int count = i;
            hosts.eventually(() -> answers.signals().size() >= count);
        }
        assertFalse(flood.isDone());
        target.close();
        client.close();
        hosts.close(backend);
        hosts.closeAll(front);
    }

    @SimulationTest(seeds = SEEDS)
    void aResetAtAnyByteFailsTheConnectionAndNothingElse(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        Listener listener = hosts.listen();
        hosts.echo(listener);
        simulation.expectUnseen(ConnectionFailedException.class::isInstance);
        Random random = new Random(simulation.seed());
        for (int i = 0; i < 10; i++) {
            End client = hosts.dial();
            client.write(random(1 + random.nextInt(20_000), i));
            client.reset();
        }
        assertEquals("alive", hosts.dial().exchange("alive"));
        hosts.eventually(() -> hosts.server.connections() == 0);
        hosts.closeAll(listener);
    }

    @SimulationTest(seeds = SEEDS)
    void connectionsThatComeAndGoLeaveNothingBehind(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        Listener listener = hosts.listen();
        hosts.echo(listener);
        for (int i = 0; i < 30; i++) {
            End client = hosts.dial();
            client.write(new byte[] {(byte) i});
            assertEquals(i, client.next(1)[0]);
            client.close();
        }
        hosts.eventually(() -> hosts.server.connections() == 0 && hosts.client.connections() == 0);
        hosts.closeAll(listener);
    }

    @SimulationTest(seeds = SEEDS)
    void cancellingAtEveryStageClosesWhatWasOpened(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        Listener listener = hosts.listen();
        Random random = new Random(simulation.seed());
        List<End> connected = new ArrayList<>();
        Probe<?> accepted = hosts.probe(listener.accept()).request(20);
        for (int i = 0; i < 10; i++) {
            // What has come out of connect belongs to the subscriber, also if it cancels then.
            Task<?> connecting = hosts.client.spawn(() -> Tcp.connect("server", TwoHosts.PORT)
                    .doOnNext(stream -> connected.add(new End(hosts.client, stream)))
                    .then(One.never()));
            Task<?> serving = hosts.client.spawn(() -> Tcp.serve("client", 9000, peer -> One.never()));
            simulation.run(Duration.ofNanos(random.nextInt(6_000_000)));
            connecting.abort();
            serving.abort();
            hosts.settle();
        }
        connected.forEach(End::close);
        hosts.eventually(() -> hosts.client.connections() == 0);
        End client = hosts.dial();
        Task<Void> writing = client.writingAndEnding(Many.never());
        hosts.settle();
        writing.abort();
        hosts.settle();
        assertTrue(client.isClosed());
        hosts.ends(accepted);
        hosts.closeAll(listener);
    }

    @SimulationTest(seeds = 5)
    void manyConnectionsAtOnceAreAllServed(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        Listener listener = hosts.listen();
        hosts.echo(listener);
        int connections = 300;
        Task<Long> clients = hosts.client.spawn(() -> Many.range(0, connections)
                .flatMap(
                        n -> Tcp.connecting("server", TwoHosts.PORT, peer -> peer.write(Bytes.utf8("x"))
                                .thenMany(peer.read().take(1))),
                        Flatten.concurrency(connections))
                .count());
        hosts.eventually(clients::isDone);
        assertEquals(connections, hosts.client.blockOn(() -> clients));
        hosts.closeAll(listener);
    }

    @SimulationTest(seeds = SEEDS)
    void failuresNameWhatWasTried(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        Listener listener = hosts.listen();
        End client = hosts.dial();
        Throwable taken = TwoHosts.failure(hosts.server, () -> Tcp.listen("server", TwoHosts.PORT));
        assertInstanceOf(ListenFailedException.class, taken);
        assertTrue(taken.getMessage().startsWith("listen on "), taken.getMessage());
        assertTrue(taken.getMessage().contains(":" + TwoHosts.PORT + " failed: "), taken.getMessage());
        hosts.close(listener);
        hosts.settle();
        for (int i = 0; i < 50; i++) {
            Throwable refused = client.failure(() -> Tcp.connect("server", TwoHosts.PORT));
            assertInstanceOf(ConnectFailedException.class, refused);
            assertTrue(refused.getMessage().contains(":" + TwoHosts.PORT), refused.getMessage());
        }
        Throwable unknown = client.failure(() -> Tcp.connect("no-such-host.invalid", 80));
        assertInstanceOf(UnknownHostException.class, unknown);
        assertTrue(unknown.getMessage().contains("no-such-host.invalid"), unknown.getMessage());
        Probe<?> late = hosts.probe(listener.accept());
        hosts.eventually(() -> late.signals().equals(List.of("complete")));
        hosts.closeAll(listener);
    }

    @SimulationTest(seeds = SEEDS)
    void aFailingPublisherResetsTheConnectionAndFailsTheWrite(Simulation simulation) {
        TwoHosts hosts = new TwoHosts(simulation);
        Listener listener = hosts.listen();
        End client = hosts.dial();
        End peer = hosts.accept(listener);
        IllegalStateException planted = new IllegalStateException("no more");
        Many<Bytes> failing = Many.just(Bytes.utf8("some")).concatWith(Many.error(planted));
        assertEquals(planted, peer.failure(() -> peer.stream().writeAndEnd(failing)));
        assertTrue(peer.isClosed());
        client.assertReset();
        hosts.closeAll(listener);
    }
}
