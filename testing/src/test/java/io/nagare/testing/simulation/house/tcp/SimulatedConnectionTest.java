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
import io.nagare.net.ConnectionFailedException;
import io.nagare.net.Listener;
import io.nagare.testing.simulation.Simulation;
import io.nagare.testing.simulation.junit.SimulationTest;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The tests of {@code ConnectionTest} on the simulated network, each with many seeds: {@code peer} is our end,
 * {@code client} the other. Those are missing that are about two runtimes in one process and about other libraries.
 */
class SimulatedConnectionTest {

    private static final int SEEDS = 20;

    /** One connection, whose buffers are small. */
    private record Connected(TwoHosts hosts, End client, End peer) {

        /** Waits for the end of a subscriber's stream, and returns the failure. */
        Throwable end(Probe<?> probe) {
            hosts.eventually(() -> !probe.signals().isEmpty()
                    && !(probe.signals().get(probe.signals().size() - 1) instanceof Bytes));
            return assertInstanceOf(Throwable.class, probe.signals().get(probe.signals().size() - 1));
        }

        Throwable failure(Task<Void> writing) {
            return peer.failure(() -> writing);
        }
    }

    private static void connected(Simulation simulation, Consumer<Connected> test) {
        // A task that writes may have failed before the test asks for its failure.
        simulation.expectUnseen(ConnectionFailedException.class::isInstance);
        TwoHosts hosts = new TwoHosts(simulation);
        Listener listener = hosts.listenWithSmallBuffers();
        End client = hosts.dial();
        test.accept(new Connected(hosts, client, hosts.accept(listener)));
        hosts.closeAll(listener);
    }

    private static Bytes bytes(int size) {
        return Bytes.wrap(random(size, size));
    }

    @SimulationTest(seeds = SEEDS)
    void oneUnitOfDemandIsOnePieceAndTheRestStaysInTheSocket(Simulation simulation) {
        connected(simulation, c -> {
            Probe<Bytes> reading = c.peer.reading();
            c.client.write(new byte[10]);
            c.hosts.settle();
            assertEquals(List.of(), reading.signals());
            reading.request(1);
            c.hosts.settle();
            assertEquals(1, reading.signals().size());
            c.client.write(new byte[20]);
            c.hosts.settle();
            assertEquals(1, reading.signals().size());
            c.client.endWriting();
            reading.request(1_000);
            c.hosts.eventually(() -> reading.signals().contains("complete"));
            long received = reading.signals().stream()
                    .filter(Bytes.class::isInstance)
                    .mapToLong(piece -> ((Bytes) piece).length())
                    .sum();
            assertEquals(30, received);
        });
    }

    @SimulationTest(seeds = SEEDS)
    void aReadAfterTheEndCompletesAtOnce(Simulation simulation) {
        connected(simulation, c -> {
            c.client.endWriting();
            assertEquals(0, c.peer.rest().length);
            Probe<Bytes> again = c.peer.reading();
            c.hosts.eventually(() -> again.signals().equals(List.of("complete")));
            assertFalse(c.peer.isClosed());
        });
    }

    @SimulationTest(seeds = SEEDS)
    void aConnectionWhoseReaderLeftClosesWhenOurDirectionHasEnded(Simulation simulation) {
        connected(simulation, c -> {
            c.client.write("a question\nwhat nobody reads");
            c.peer.on(() -> c.peer.stream().writeAndEnd(c.peer.stream().read().take(1)));
            assertTrue(c.peer.isClosed());
        });
    }

    @SimulationTest(seeds = SEEDS)
    void aReaderThatLeavesAfterOurDirectionHasEndedClosesTheConnection(Simulation simulation) {
        connected(simulation, c -> {
            Probe<Bytes> reading = c.peer.reading();
            c.peer.endWriting();
            assertFalse(c.peer.isClosed());
            reading.cancel();
            c.hosts.eventually(c.peer::isClosed);
        });
    }

    @SimulationTest(seeds = SEEDS)
    void aConnectionThatIsNotUsedStaysOpenUntilItIsClosed(Simulation simulation) {
        connected(simulation, c -> {
            c.hosts.settle();
            assertFalse(c.peer.isClosed());
            c.peer.close();
            c.peer.close();
            assertTrue(c.peer.isClosed());
            assertEquals(0, c.client.rest().length);
            assertEquals(
                    "read on " + c.peer + " failed: it was closed",
                    c.peer.failure(() -> c.peer.stream().read().next()).getMessage());
            assertEquals(
                    "write on " + c.peer + " failed: it was closed",
                    c.peer.failure(() -> c.peer.stream().write(bytes(1))).getMessage());
        });
    }

    @SimulationTest(seeds = SEEDS)
    void closingWakesAReaderWithoutDemandAndAWriterWithoutBytes(Simulation simulation) {
        connected(simulation, c -> {
            Probe<Bytes> reading = c.peer.reading();
            Task<Void> writing = c.peer.writingAndEnding(Many.never());
            c.hosts.settle();
            c.peer.close();
            assertInstanceOf(ConnectionFailedException.class, c.end(reading));
            assertEquals(
                    "writeAndEnd on " + c.peer + " failed: it was closed", c.failure(writing).getMessage());
        });
    }

    @SimulationTest(seeds = SEEDS)
    void aResetThatTheReaderSeesFailsTheWriterToo(Simulation simulation) {
        connected(simulation, c -> {
            Task<Void> writing = c.peer.writingAndEnding(Many.never());
            c.hosts.settle();
            Probe<Bytes> reading = c.peer.reading().request(1);
            c.client.reset();
            assertEquals(
                    "read on " + c.peer + " failed: Connection reset", c.end(reading).getMessage());
            assertEquals(
                    "writeAndEnd on " + c.peer + " failed: it had failed already: Connection reset",
                    c.failure(writing).getMessage());
            assertTrue(c.peer.isClosed());
        });
    }

    @SimulationTest(seeds = SEEDS)
    void aWriteToAPeerThatIsGoneFailsWithItsAddresses(Simulation simulation) {
        connected(simulation, c -> {
            c.client.reset();
            Throwable failure =
                    c.peer.failure(() -> c.peer.stream().write(Many.range(0, 1_000).map(n -> bytes(1000))));
            assertTrue(failure.getMessage().startsWith("write on connection "), failure.getMessage());
            assertTrue(c.peer.isClosed());
        });
    }

    @SimulationTest(seeds = SEEDS)
    void aWriteThatIsCancelledMidwayResetsTheConnection(Simulation simulation) {
        connected(simulation, c -> {
            Probe<Bytes> reading = c.peer.reading();
            Task<Void> writing = c.peer.writing(flood(1000, new long[1]));
            c.hosts.settle();
            writing.abort();
            Throwable failure = c.end(reading);
            assertTrue(failure.getMessage().contains("a write was cancelled"), failure.getMessage());
            assertTrue(c.peer.isClosed());
            c.client.assertReset();
        });
    }

    private static Many<Bytes> flood(int size, long[] taken) {
        Bytes item = bytes(size);
        return Many.range(0, Integer.MAX_VALUE).map(n -> item).doOnNext(each -> taken[0] += each.length());
    }

    @SimulationTest(seeds = SEEDS)
    void ofAnEndlessUpstreamAPeerThatNeverReadsTakesABoundedPart(Simulation simulation) {
        int[] sizes = {1, 64, 1000, 16 * 1024, 64 * 1024, 1 << 20};
        int size = sizes[(int) (simulation.seed() % sizes.length)];
        connected(simulation, c -> {
            long[] taken = {0};
            Task<Void> writing = c.peer.writing(flood(size, taken));
            c.hosts.settle();
            long before = taken[0];
            c.hosts.settle();
            assertEquals(before, taken[0], "invariant 4");
            assertTrue(before > 0 && before <= 512 * 1024 + size, "invariant 4: bytes taken: " + before);
            writing.abort();
        });
    }

    @SimulationTest(seeds = SEEDS)
    void emptyBytesAreNothing(Simulation simulation) {
        connected(simulation, c -> {
            c.peer.on(() -> c.peer.stream().writeAndEnd(Many.just(Bytes.empty(), bytes(3), Bytes.empty())));
            assertArrayEquals(random(3, 3), c.client.rest());
        });
    }

    @SimulationTest(seeds = SEEDS)
    void eachDirectionMayBeOnAStrandOfItsOwn(Simulation simulation) {
        connected(simulation, c -> {
            byte[] question = random(100_000, 8);
            byte[] answer = random(100_000, 9);
            Task<List<Bytes>> reading =
                    c.hosts.server.spawn(() -> c.peer.stream().read().collectList());
            Task<Void> writing = c.peer.writingAndEnding(Many.just(Bytes.wrap(answer)));
            assertArrayEquals(answer, c.client.exchange(question));
            c.hosts.eventually(() -> writing.isDone() && reading.isDone());
            int received = c.hosts.server.blockOn(() -> reading).stream().mapToInt(Bytes::length).sum();
            assertEquals(question.length, received);
            c.hosts.eventually(c.peer::isClosed);
        });
    }

    @SimulationTest(seeds = SEEDS)
    void aSlowReaderGetsEverythingInOrder(Simulation simulation) {
        connected(simulation, c -> {
            byte[] sent = random(100_000, 5);
            Task<Void> writing = c.peer.writingAndEnding(
                    Many.range(0, 100).map(n -> Bytes.copyOf(sent).slice(n * 1000, n * 1000 + 1000)));
            Probe<Bytes> reading = c.client.reading();
            while (!reading.signals().contains("complete")) {
                reading.request(1);
                simulation.run(Duration.ofMillis(1 + simulation.seed() % 5));
            }
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            for (Object piece : reading.signals().subList(0, reading.signals().size() - 1)) {
                received.writeBytes(((Bytes) piece).toArray());
            }
            assertArrayEquals(sent, received.toByteArray());
            c.hosts.eventually(writing::isDone);
        });
    }

    @SimulationTest(seeds = SEEDS)
    void aFailureOfThePublisherReachesTheReaderToo(Simulation simulation) {
        connected(simulation, c -> {
            Probe<Bytes> reading = c.peer.reading();
            Many<Bytes> failing = Many.error(new IllegalStateException("no more"));
            assertInstanceOf(IllegalStateException.class, c.peer.failure(() -> c.peer.stream().writeAndEnd(failing)));
            assertEquals(
                    "read on " + c.peer + " failed: it had failed already: no more",
                    c.end(reading).getMessage());
        });
    }

    @SimulationTest(seeds = SEEDS)
    void ofAPublisherThatFailsThePeerSeesAResetAndNoCleanEnd(Simulation simulation) {
        connected(simulation, c -> {
            Many<Bytes> failing = Many.just(bytes(9)).concatWith(Many.error(new IllegalStateException("no more")));
            boolean ends = simulation.seed() % 2 == 0;
            assertInstanceOf(IllegalStateException.class, c.peer.failure(() -> ends
                    ? c.peer.stream().writeAndEnd(failing)
                    : c.peer.stream().write(failing)));
            c.client.assertReset();
        });
    }

    @SimulationTest(seeds = SEEDS)
    void aCloseWhileAPublisherIsWrittenIsAReset(Simulation simulation) {
        connected(simulation, c -> {
            Task<Void> writing = c.peer.writingAndEnding(Many.just(bytes(9)).concatWith(Many.never()));
            assertEquals(9, c.client.next(9).length);
            c.peer.close();
            c.client.assertReset();
            assertEquals(
                    "writeAndEnd on " + c.peer + " failed: it was closed", c.failure(writing).getMessage());
        });
    }

    @SimulationTest(seeds = SEEDS)
    void aResetIsSeenByThePeerAndByBothDirections(Simulation simulation) {
        connected(simulation, c -> {
            Probe<Bytes> reading = c.peer.reading();
            c.peer.write(new byte[3]);
            c.peer.reset();
            assertTrue(c.peer.isClosed());
            c.client.assertReset();
            assertInstanceOf(ConnectionFailedException.class, c.end(reading));
            c.peer.reset();
            c.peer.close();
        });
    }

    /** If a descriptor is closed with unread bytes, the system resets the connection. */
    @SimulationTest(seeds = SEEDS)
    void aPeerThatSpokeFirstGetsAllThatWasWrittenBeforeTheClose(Simulation simulation) {
        connected(simulation, c -> {
            c.client.write("GET / HTTP/1.0\r\n\r\n");
            byte[] answer = random(50_000, 3);
            Task<Void> writing = c.hosts.server.spawn(() ->
                    c.peer.stream().writeAndEnd(Bytes.wrap(answer)).doFinally(end -> c.peer.stream().close()));
            assertArrayEquals(answer, c.client.rest());
            c.hosts.eventually(writing::isDone);
            assertTrue(c.peer.isClosed());
        });
    }

    @SimulationTest(seeds = SEEDS)
    void aPeerThatSpokeFirstGetsAllThatWasSentBeforeTheClose(Simulation simulation) {
        connected(simulation, c -> {
            c.client.write(random(1000, 1));
            c.peer.write(random(1000, 1000));
            c.peer.close();
            c.client.write(random(1000, 2));
            assertArrayEquals(random(1000, 1000), c.client.rest());
        });
    }

    @SimulationTest(seeds = SEEDS)
    void aReaderThatLeavesDoesNotCostThePeerTheAnswer(Simulation simulation) {
        connected(simulation, c -> {
            c.client.write("a question\n");
            c.peer.on(() -> c.peer.stream().read().take(1).then());
            c.client.write(random(1000, 2));
            c.peer.on(() -> c.peer.stream().writeAndEnd(bytes(1000)));
            assertTrue(c.peer.isClosed());
            assertArrayEquals(random(1000, 1000), c.client.rest());
        });
    }

    @SimulationTest(seeds = SEEDS)
    void ofAPeerThatNeverStopsSendingABoundedPartIsDropped(Simulation simulation) {
        connected(simulation, c -> {
            c.peer.write(new byte[3]);
            c.peer.close();
            c.client.failure(() -> c.client.stream().write(flood(64 * 1024, new long[1])));
        });
    }

    @SimulationTest(seeds = SEEDS)
    void bytesAreCounted(Simulation simulation) {
        connected(simulation, c -> {
            c.peer.write(new byte[100]);
            c.peer.write(Many.just(bytes(1), bytes(2)));
            assertEquals(103, c.peer.stream().bytesWritten());
            c.client.write(new byte[7]);
            assertEquals(7, c.peer.next(7).length);
            assertEquals(7, c.peer.stream().bytesRead());
        });
    }

    @SimulationTest(seeds = SEEDS)
    void nothingHappensBeforeTheSubscription(Simulation simulation) {
        connected(simulation, c -> {
            One<Void> never = c.peer.stream().writeAndEnd(bytes(1));
            c.peer.stream().read();
            c.hosts.settle();
            assertFalse(c.peer.isClosed());
            c.peer.endWriting();
            Throwable refused = c.peer.failure(() -> never);
            assertTrue(refused.getMessage().endsWith("our direction was ended by an earlier write"));
        });
    }
}
