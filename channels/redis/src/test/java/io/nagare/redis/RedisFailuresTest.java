package io.nagare.redis;

import static io.nagare.channels.base.Waits.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.nagare.Many;
import io.nagare.channels.ConnectionState.Phase;
import io.nagare.policy.Lag;
import io.nagare.redis.failure.ChannelGoneException;
import io.nagare.value.ValueCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a broadcast promises while its server is killed, stopped or restarted, and what a queue promises then. */
class RedisFailuresTest {

    private static final ValueCodec<Integer> NUMBERS = ValueCodec.text().map(Integer::valueOf, Object::toString);
    private static final int VALUES = 4_000;

    private static RedisServer server;
    private RedisChannels sending;
    private RedisChannels receiving;

    @BeforeAll
    static void startServer() throws Exception {
        server = RedisServer.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void connect() {
        RedisOptions options = server.options().pauses(Duration.ofMillis(5), Duration.ofMillis(50));
        sending = RedisChannels.connect(options).block();
        receiving = RedisChannels.connect(options).block();
    }

    @AfterEach
    void close() {
        if (sending != null) {
            sending.close();
        }
        if (receiving != null) {
            receiving.close();
        }
    }

    /** One that receives, and checks that the values come in order. */
    private static final class Receiver {

        final AtomicInteger received = new AtomicInteger();
        final AtomicLong missed = new AtomicLong();
        final CompletableFuture<Void> end;
        private int last = -1;

        Receiver(RedisBroadcast<Integer> room, int spins) {
            end = room.receiver(Lag.skip(missed::addAndGet))
                    .doOnNext(value -> {
                        assertTrue(value > last, value + " came after " + last);
                        last = value;
                        received.incrementAndGet();
                        for (int i = 0; i < spins; i++) {
                            Thread.onSpinWait();
                        }
                    })
                    .then()
                    .toFuture();
        }

        void assertAllAccountedFor() throws Exception {
            end.get(40, TimeUnit.SECONDS);
            assertEquals(VALUES, received.get() + missed.get(), () -> received + " received, " + missed + " missed");
        }
    }

    private interface Trouble {
        void happen() throws Exception;
    }

    private void playWith(String name, Trouble trouble) throws Exception {
        RedisBroadcast<Integer> from = sending.broadcast(name, NUMBERS, 500).block();
        RedisBroadcast<Integer> to = receiving.broadcast(name, NUMBERS, 500).block();
        List<Receiver> receivers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            receivers.add(new Receiver(to, i * 1_000));
        }
        // The receivers know their places before anything is sent on the other connection.
        to.kept().block();
        CompletableFuture<Void> sent = Many.range(0, VALUES).sendTo(from).toFuture();
        Receiver first = receivers.get(0);
        await(() -> first.received.get() + first.missed.get() >= VALUES / 20);
        trouble.happen();
        sent.get(40, TimeUnit.SECONDS);
        from.close();
        from.closed().toFuture().get(20, TimeUnit.SECONDS);
        for (Receiver receiver : receivers) {
            receiver.assertAllAccountedFor();
        }
    }

    private void killAndRestart() throws Exception {
        server.kill();
        awaitPhase(Phase.RECONNECTING);
        server.begin();
        awaitPhase(Phase.CONNECTED);
    }

    private void awaitPhase(Phase phase) {
        sending.states().filter(state -> state.phase() == phase).next().block();
    }

    @Test
    void aServerThatIsKilledAndRestarted() throws Exception {
        playWith("killed", this::killAndRestart);
        assertTrue(sending.state().connections() > 1);
    }

    @Test
    void aServerThatIsStoppedAndGoesOn() throws Exception {
        playWith("stopped", () -> {
            server.signal("STOP");
            Thread.sleep(300);
            server.signal("CONT");
        });
    }

    @Test
    void withoutTrouble() throws Exception {
        playWith("untroubled", () -> {});
    }

    /** Each value is acknowledged once, while the server is killed and restarted. */
    @Test
    void noValueIsLostWhenTheServerIsKilled() throws Exception {
        int values = 1_000;
        QueueSettings settings = QueueSettings.bounded(200).answeringWithin(Duration.ofMillis(500));
        RedisQueue<Integer> queue = sending.queue("jobs", NUMBERS, settings).block();
        Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
        AtomicInteger deliveries = new AtomicInteger();
        List<CompletableFuture<Void>> workers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            workers.add(queue.receiver()
                    .doOnNext(delivery -> deliveries.incrementAndGet())
                    .flatMap(delivery -> delivery.acknowledge().thenReturn(delivery.value()))
                    .doOnNext(acknowledged::add)
                    .then()
                    .toFuture());
        }
        CompletableFuture<Void> sent = Many.range(0, values).sendTo(queue).toFuture();
        await(() -> acknowledged.size() > values / 3);
        killAndRestart();
        sent.get(40, TimeUnit.SECONDS);
        queue.close();
        for (CompletableFuture<Void> worker : workers) {
            await(worker::isDone);
            assertTrue(worker.isDone(), () -> queue.size().block() + " are left, " + acknowledged.size() + " are done");
        }
        assertEquals(values, acknowledged.size());
        assertTrue(deliveries.get() >= values);
    }

    /** A server that keeps nothing in files. */
    @Test
    void aServerThatForgetsEverythingFailsSendersAndReceivers() throws Exception {
        try (RedisServer forgetful = RedisServer.start(List.of());
                RedisChannels redis = RedisChannels.connect(forgetful.options()).block()) {
            RedisBroadcast<Integer> room = redis.broadcast("room", NUMBERS, 10).block();
            CompletableFuture<Integer> receiving = room.receiver().skip(1).next().toFuture();
            room.send(1).block();
            forgetful.kill();
            CompletableFuture<Void> sent = room.send(2).toFuture();
            forgetful.begin();
            assertGone("none of this name", sent);
            assertGone("none of this name", receiving);
            // Opening it again makes another one.
            RedisBroadcast<Integer> again = redis.broadcast("room", NUMBERS, 10).block();
            again.send(3).block();
            assertEquals(3, again.replay(10).next().block());
        }
    }

    /** An older copy of the file is what a replica has that was behind when it took over. */
    @Test
    void aServerWithFewerValuesIsNoticed() throws Exception {
        lose(0);
        lose(1);
    }

    private static void lose(int sentByOthers) throws Exception {
        try (RedisServer losing = RedisServer.start();
                RedisChannels redis = RedisChannels.connect(
                                losing.options().pauses(Duration.ofMillis(500), Duration.ofMillis(500)))
                        .block()) {
            RedisBroadcast<Integer> room = redis.broadcast("room", NUMBERS, 10).block();
            CompletableFuture<Integer> receiving = room.receiver().skip(3).next().toFuture();
            room.send(1).block();
            room.send(2).block();
            Path appended = losing.directory().resolve("appendonlydir");
            Path file;
            try (Stream<Path> files = Files.list(appended)) {
                file = files.filter(each -> each.toString().endsWith(".incr.aof")).findFirst().orElseThrow();
            }
            byte[] before = Files.readAllBytes(file);
            room.send(3).block();
            losing.kill();
            Files.write(file, before);
            losing.begin();
            if (sentByOthers > 0) {
                try (RedisChannels other = RedisChannels.connect(losing.options()).block()) {
                    other.broadcast("room", NUMBERS, 10).block().send(4).block();
                }
            }
            assertGone("lost values", receiving);
            assertGone("lost values", room.send(5).toFuture());
        }
    }

    private static void assertGone(String says, CompletableFuture<?> future) {
        Throwable failure = assertThrows(ExecutionException.class, () -> future.get(20, TimeUnit.SECONDS)).getCause();
        assertInstanceOf(ChannelGoneException.class, failure);
        assertTrue(failure.getMessage().contains(says), failure.getMessage());
    }

    /** A server that answers nothing is given up after a while, and so is a connection that is cut off. */
    @Test
    void aSilentServerIsGivenUp() throws Exception {
        RedisBroadcast<Integer> room = sending.broadcast("silent", NUMBERS, 500).block();
        server.signal("STOP");
        CompletableFuture<Void> sent = room.send(1).toFuture();
        awaitPhase(Phase.RECONNECTING);
        server.signal("CONT");
        sent.get(20, TimeUnit.SECONDS);
        assertEquals(1, room.kept().block().last());
    }

    /** The server forgets all scripts between two sends. */
    @Test
    void scriptsAreBroughtAgain() throws Exception {
        RedisBroadcast<Integer> room = sending.broadcast("scripts", NUMBERS, VALUES).block();
        Receiver receiver = new Receiver(room, 0);
        RedisClient client = RedisClient.create(server.url());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            CompletableFuture<Void> sent = Many.range(0, VALUES).sendTo(room).toFuture();
            for (int i = 0; i < 20 || !sent.isDone(); i++) {
                connection.sync().scriptFlush();
            }
            sent.get(20, TimeUnit.SECONDS);
            connection.sync().scriptFlush();
        }
        client.shutdown();
        room.close();
        receiver.assertAllAccountedFor();
        assertEquals(VALUES, room.kept().block().last());
        assertEquals(0, receiver.missed.get());
    }
}
