package io.nagare.nats;

import static io.nagare.channels.base.Waits.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.channels.ConnectionState.Phase;
import io.nagare.policy.Lag;
import io.nagare.value.ValueCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a broadcast promises while its server is killed, stopped or restarted, and what a queue promises then. */
class NatsFailuresTest {

    private static final ValueCodec<Integer> NUMBERS = ValueCodec.text().map(Integer::valueOf, Object::toString);
    private static final int VALUES = 4_000;

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

    /** One that receives, and checks that the values come in order. */
    private static final class Receiver {

        final AtomicInteger received = new AtomicInteger();
        final AtomicLong missed = new AtomicLong();
        final CompletableFuture<Void> end;
        private int last = -1;

        Receiver(NatsBroadcast<Integer> room, int spins) {
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
        NatsBroadcast<Integer> from = sending.broadcast(name, NUMBERS, 500).block();
        NatsBroadcast<Integer> to = receiving.broadcast(name, NUMBERS, 500).block();
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
        NatsQueue<Integer> queue = sending.queue("jobs", NUMBERS, settings).block();
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
            worker.get(20, TimeUnit.SECONDS);
        }
        assertEquals(values, acknowledged.size());
        assertTrue(deliveries.get() >= values);
    }

    /** Two programs count, while the server is killed and restarted. Each change is made once. */
    @Test
    void noChangeOfAWatchIsLostOrMadeTwiceWhenTheServerIsKilled() throws Exception {
        int each = 200;
        NatsWatch<Integer> here = sending.watch("counts", "count", NUMBERS, 0).block();
        NatsWatch<Integer> there = receiving.watch("counts", "count", NUMBERS, 0).block();
        List<CompletableFuture<Boolean>> changes = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            changes.add(here.modify(now -> now + 1).toFuture());
            changes.add(there.modify(now -> now + 1).toFuture());
        }
        await(() -> here.value() > each / 4);
        killAndRestart();
        for (CompletableFuture<Boolean> change : changes) {
            assertTrue(change.get(40, TimeUnit.SECONDS));
        }
        await(() -> here.value() == 2 * each && there.value() == 2 * each);
    }
}
