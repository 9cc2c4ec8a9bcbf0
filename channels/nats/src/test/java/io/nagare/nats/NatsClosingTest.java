package io.nagare.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.channels.ConnectionState.Phase;
import io.nagare.nats.failure.NatsClosedException;
import io.nagare.value.ValueCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What becomes of those that wait for a channel when the connection is closed, and of openings that are cancelled. */
@ResourceLock("the shared server")
class NatsClosingTest {

    private static final ValueCodec<String> TEXT = ValueCodec.text();

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    private static List<One<Void>> endsOfAllKinds(NatsChannels nats, Nagare runtime) {
        return List.of(
                runtime.blockOn(nats.broadcast("broadcast", TEXT, 16)).closed(),
                runtime.blockOn(nats.queue("queue", TEXT, QueueSettings.bounded(16))).closed(),
                runtime.blockOn(nats.paced("paced", TEXT, PacedSettings.paced(16))).closed(),
                runtime.blockOn(nats.watch("watch", "key", TEXT, "initial")).closed());
    }

    private static void assertFailsAsClosed(CompletableFuture<Void> end) {
        ExecutionException failure = assertThrows(ExecutionException.class, () -> end.get(20, TimeUnit.SECONDS));
        assertInstanceOf(NatsClosedException.class, failure.getCause());
    }

    private static void assertAllFail(List<One<Void>> ends, Runnable close) {
        List<CompletableFuture<Void>> before = ends.stream().map(One::toFuture).toList();
        close.run();
        before.forEach(NatsClosingTest::assertFailsAsClosed);
        ends.forEach(end -> assertFailsAsClosed(end.toFuture()));
    }

    @Test
    void closingTheConnectionFailsWhatWaitsForTheEndOfAChannel() {
        NatsChannels nats = SERVER.connect();
        assertAllFail(endsOfAllKinds(nats, Nagare.current()), nats::close);
    }

    @Test
    void closingTheRuntimeFailsWhatWaitsForTheEndOfAChannel() {
        Nagare runtime = Nagare.multiThread().workers(1).start();
        NatsChannels nats = runtime.blockOn(NatsChannels.connect(SERVER.options()));
        assertAllFail(endsOfAllKinds(nats, runtime), runtime::close);
    }

    @Test
    void aChannelThatHasEndedStaysEnded() throws Exception {
        NatsBroadcast<String> room = SERVER.nats().broadcast("ended", TEXT, 16).block();
        NatsWatch<String> watch = SERVER.nats().watch("ended-watch", "key", TEXT, "initial").block();
        room.close();
        watch.close();
        room.closed().toFuture().get(20, TimeUnit.SECONDS);
        watch.closed().toFuture().get(20, TimeUnit.SECONDS);
        SERVER.nats().close();
        room.closed().toFuture().get(20, TimeUnit.SECONDS);
        watch.closed().toFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void aCancelledOpeningLeavesNothing() throws Exception {
        try (NatsServer server = NatsServer.start();
                NatsChannels nats = NatsChannels.connect(server.options()).block()) {
            server.kill();
            nats.states().filter(state -> state.phase() == Phase.RECONNECTING).next().block();
            List<CompletableFuture<?>> openings = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                openings.add(nats.broadcast("room" + i, TEXT, 16).toFuture());
                openings.add(nats.watch("bucket" + i, "key", TEXT, "initial").toFuture());
            }
            assertEquals(200, nats.linking.streams().size());
            for (CompletableFuture<?> opening : openings) {
                opening.cancel(true);
            }
            // Cancelling is a step of another thread.
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (!nats.linking.streams().isEmpty() && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertEquals(List.of(), nats.linking.streams());
            nats.drain(Duration.ofSeconds(20)).block();
        }
    }
}
