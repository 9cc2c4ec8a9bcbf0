package io.nagare.nats;

import static io.nagare.channels.base.Waits.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.channel.Mpsc;
import io.nagare.channels.ConnectionState.Phase;
import io.nagare.nats.failure.SubscriberGivenUpException;
import io.nagare.value.ValueCodec;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a paced broadcast promises while its server or the program of a subscriber is killed, stopped or restarted. */
class NatsPacedFailuresTest {

    private static final ValueCodec<Integer> NUMBERS = ValueCodec.text().map(Integer::valueOf, Object::toString);
    private static final int VALUES = 2_000;

    private static NatsServer server;
    private NatsChannels sending;
    private NatsChannels receiving;

    @BeforeAll
    static void startServer() throws Exception {
        server = NatsServer.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void connect() {
        NatsOptions options = server.options().pauses(Duration.ofMillis(5), Duration.ofMillis(50));
        sending = NatsChannels.connect(options).block();
        receiving = NatsChannels.connect(options).block();
    }

    @AfterEach
    void close() {
        sending.close();
        receiving.close();
    }

    private interface Trouble {
        void happen() throws Exception;
    }

    /** Each of three receivers gets each value once, in order, whatever happens meanwhile. */
    private void playWith(String name, Trouble trouble) throws Exception {
        for (CompletableFuture<List<Integer>> receiver : receiveDuring(name, trouble)) {
            assertAll(receiver.get(40, TimeUnit.SECONDS));
        }
    }

    private static void assertAll(List<Integer> received) {
        List<Integer> values = new ArrayList<>(received);
        values.remove(Integer.valueOf(-1));
        assertEquals(Many.range(0, VALUES).collectList().block(), values);
    }

    private List<CompletableFuture<List<Integer>>> receiveDuring(String name, Trouble trouble) throws Exception {
        PacedSettings settings = PacedSettings.paced(50);
        NatsPacedBroadcast<Integer> from = sending.paced(name, NUMBERS, settings).block();
        NatsPacedBroadcast<Integer> to = receiving.paced(name, NUMBERS, settings).block();
        AtomicInteger received = new AtomicInteger();
        List<CompletableFuture<List<Integer>>> receivers = new ArrayList<>();
        for (Many<Integer> each : List.of(to.receiver(), to.receiver(), from.receiver())) {
            int spins = receivers.size() * 1_000;
            receivers.add(each.doOnNext(value -> {
                        received.incrementAndGet();
                        for (int i = 0; i < spins; i++) {
                            Thread.onSpinWait();
                        }
                    })
                    .collectList()
                    .toFuture());
        }
        // A value that is sent on an object is behind its own subscribers.
        CompletableFuture<Integer> located = to.receiver().next().toFuture();
        to.send(-1).toFuture().get(20, TimeUnit.SECONDS);
        assertEquals(-1, located.get(20, TimeUnit.SECONDS));
        CompletableFuture<Void> sent = Many.range(0, VALUES).sendTo(from).toFuture();
        await(() -> received.get() > VALUES / 3);
        trouble.happen();
        sent.get(60, TimeUnit.SECONDS);
        from.close();
        from.closed().toFuture().get(20, TimeUnit.SECONDS);
        return receivers;
    }

    private void awaitPhase(Phase phase) {
        sending.states().filter(state -> state.phase() == phase).next().block();
    }

    private void killAndRestart() throws Exception {
        server.kill();
        awaitPhase(Phase.RECONNECTING);
        server.begin();
        awaitPhase(Phase.CONNECTED);
    }

    @Test
    void aServerThatIsKilledAndRestarted() throws Exception {
        playWith("killed", this::killAndRestart);
        assertTrue(sending.state().connections() > 1);
    }

    /** A server of version 2.9 that is killed four times within a second may lose a subscriber's consumer. */
    @Test
    void aServerThatIsKilledAgainAndAgain() throws Exception {
        Trouble kills = () -> {
            for (int i = 0; i < 4; i++) {
                killAndRestart();
            }
        };
        for (CompletableFuture<List<Integer>> receiver : receiveDuring("killed-often", kills)) {
            try {
                assertAll(receiver.get(40, TimeUnit.SECONDS));
            } catch (ExecutionException failure) {
                assertInstanceOf(SubscriberGivenUpException.class, failure.getCause());
                assertTrue(forgets(), () -> "a newer server has lost a consumer: " + failure.getCause());
            }
        }
    }

    /** Whether this is a server that may not know any more, when it was killed, what it had said. */
    private boolean forgets() throws Exception {
        try (var watching = Nats.connect(server.url())) {
            return watching.getServerInfo().getVersion().startsWith("2.9.");
        }
    }

    /**
     * The server may forget what a name has acknowledged, so values come again. Servers of version 2.9 that were killed
     * may also count values as acknowledged that were not. The subscriber is told of that: none is missed silently.
     */
    @Test
    void aNameKeepsItsPlaceInAServerThatIsKilled() throws Exception {
        PacedSettings settings = PacedSettings.paced(1_000).inactiveFor(Duration.ofSeconds(1));
        NatsPacedBroadcast<Integer> from = sending.paced("name", NUMBERS, settings).block();
        NatsPacedBroadcast<Integer> to = receiving.paced("name", NUMBERS, settings).block();
        CompletableFuture<List<Integer>> first =
                to.receiver("ann").take(100).collectList().toFuture();
        // A value that is sent on an object is behind its own subscribers.
        to.send(0).toFuture().get(20, TimeUnit.SECONDS);
        Many.range(1, 299).sendTo(from).toFuture().get(20, TimeUnit.SECONDS);
        assertEquals(Many.range(0, 100).collectList().block(), first.get(20, TimeUnit.SECONDS));
        server.kill();
        server.begin();
        CompletableFuture<List<Integer>> second =
                to.receiver("ann").takeUntilItem(value -> value == 199).collectList().toFuture();
        if (!goesOnOrIsTold(100, 199, second)) {
            return;
        }
        CompletableFuture<List<Integer>> third =
                to.receiver("ann").takeUntilItem(value -> value == 399).collectList().toFuture();
        server.kill();
        server.begin();
        Many.range(300, 100).sendTo(from).toFuture().get(20, TimeUnit.SECONDS);
        goesOnOrIsTold(200, 399, third);
    }

    /** Returns whether all values came. Otherwise the subscriber has been told that some are missing. */
    private boolean goesOnOrIsTold(int latestFirst, int last, CompletableFuture<List<Integer>> values)
            throws Exception {
        try {
            assertGoesOn(latestFirst, last, values.get(40, TimeUnit.SECONDS));
            return true;
        } catch (ExecutionException failure) {
            assertInstanceOf(SubscriberGivenUpException.class, failure.getCause());
            assertTrue(forgets(), () -> "a newer server has counted wrongly: " + failure.getCause());
            return false;
        }
    }

    /** A server that is restarted and changes a stream may say that it was made at another time. */
    @Test
    void aChannelThatIsClosedBetweenTwoRestartsIsTheSame() throws Exception {
        PacedSettings settings = PacedSettings.paced(1_000);
        NatsPacedBroadcast<Integer> from = sending.paced("twice", NUMBERS, settings).block();
        NatsPacedBroadcast<Integer> to = receiving.paced("twice", NUMBERS, settings).block();
        Mpsc<Integer> permits = Mpsc.unbounded();
        CompletableFuture<List<Integer>> received = Many.zip(
                        to.receiver("ann"), permits.receiver(), (value, permit) -> value)
                .collectList()
                .toFuture();
        CompletableFuture<Integer> located = to.receiver().next().toFuture();
        to.send(0).toFuture().get(20, TimeUnit.SECONDS);
        located.get(20, TimeUnit.SECONDS);
        Many.range(1, 29).sendTo(from).toFuture().get(20, TimeUnit.SECONDS);
        killAndRestart();
        from.close();
        from.closed().toFuture().get(20, TimeUnit.SECONDS);
        killAndRestart();
        Many.range(0, 31).sendTo(permits).toFuture().get(20, TimeUnit.SECONDS);
        assertEquals(Many.range(0, 30).collectList().block(), received.get(40, TimeUnit.SECONDS));
    }

    private static void assertGoesOn(int latestFirst, int last, List<Integer> values) {
        int first = values.get(0);
        assertTrue(first <= latestFirst, first + " came first");
        assertEquals(Many.range(first, last - first + 1).collectList().block(), values);
    }

    @Test
    void aServerThatIsStoppedAndGoesOn() throws Exception {
        playWith("stopped", () -> {
            server.signal("STOP");
            Thread.sleep(300);
            server.signal("CONT");
        });
    }

    private NatsPacedBroadcast<Integer> processRoom() throws Exception {
        deleteRoom();
        return sending.paced(PacedSubscriberProcess.ROOM, NUMBERS, PacedSubscriberProcess.SETTINGS).block();
    }

    /** Sends one value after the other until one has to wait. The subscriber has taken one and has four to take. */
    private static CompletableFuture<Void> fill(NatsPacedBroadcast<Integer> room) throws Exception {
        for (int i = 0; i < 5; i++) {
            room.send(i).toFuture().get(20, TimeUnit.SECONDS);
        }
        return room.send(5).toFuture();
    }

    @Test
    void aSubscriberThatDiesIsGivenUpInTime() throws Exception {
        NatsPacedBroadcast<Integer> room = processRoom();
        try (PacedSubscriberProcess process = PacedSubscriberProcess.start(server.url(), 1)) {
            awaitSubscriber();
            CompletableFuture<Void> waiting = fill(room);
            Thread.sleep(5_000);
            assertFalse(
                    waiting.isDone(),
                    () -> "it lives, and holds the sender back longer than the limit: " + waiting + process.lines());
            process.signal("KILL");
            long before = System.nanoTime();
            waiting.get(20, TimeUnit.SECONDS);
            long waited = System.nanoTime() - before;
            assertTrue(waited < Duration.ofSeconds(10).toNanos(), waited + " ns");
            await(() -> room.size().block() == 0);
        }
    }

    @Test
    void aSubscriberThatWasStoppedForTooLongLearnsOfIt() throws Exception {
        NatsPacedBroadcast<Integer> room = processRoom();
        try (PacedSubscriberProcess process = PacedSubscriberProcess.start(server.url(), 100)) {
            await(() -> {
                room.send(7).block();
                return !process.lines().isEmpty();
            });
            process.signal("STOP");
            int sent = 0;
            while (sent < 20) {
                room.send(8).toFuture().get(20, TimeUnit.SECONDS);
                sent++;
            }
            process.signal("CONT");
            await(() -> process.lines().stream().anyMatch(line -> line.startsWith("given up behind ")));
            assertFalse(process.lines().contains("complete"));
        }
    }

    private void awaitSubscriber() throws Exception {
        try (var watching = Nats.connect(server.url())) {
            var management = watching.jetStreamManagement();
            await(() -> {
                try {
                    return !management.getConsumerNames(PacedSubscriberProcess.ROOM).isEmpty();
                } catch (Exception notYet) {
                    return false;
                }
            });
        }
    }

    private void deleteRoom() throws Exception {
        try (var watching = Nats.connect(server.url())) {
            var management = watching.jetStreamManagement();
            if (management.getStreamNames().contains(PacedSubscriberProcess.ROOM)) {
                management.deleteStream(PacedSubscriberProcess.ROOM);
            }
        }
    }
}
