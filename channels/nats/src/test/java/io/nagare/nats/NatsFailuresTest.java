package io.nagare.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.nats.NatsState.Phase;
import io.nagare.policy.Lag;
import io.nagare.value.ValueCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a broadcast promises while its server is killed, stopped or restarted. */
class NatsFailuresTest {

    private static final ValueCodec<Integer> NUMBERS = ValueCodec.text().map(Integer::valueOf, Object::toString);
    private static final int VALUES = 20_000;

    private NatsServer server;
    private NatsChannels sending;
    private NatsChannels receiving;

    @BeforeEach
    void start() throws Exception {
        server = NatsServer.start();
        sending = NatsChannels.connect(server.options()).block();
        receiving = NatsChannels.connect(server.options()).block();
    }

    @AfterEach
    void stop() throws Exception {
        for (NatsChannels channels : new NatsChannels[] {sending, receiving}) {
            if (channels != null) {
                channels.close();
            }
        }
        if (server != null) {
            server.close();
        }
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

    private void playWith(Trouble trouble) throws Exception {
        NatsBroadcast<Integer> from = sending.broadcast("failures", NUMBERS, 500).block();
        NatsBroadcast<Integer> to = receiving.broadcast("failures", NUMBERS, 500).block();
        List<Receiver> receivers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            receivers.add(new Receiver(to, i * 20_000));
        }
        // The receivers know their places before anything is sent on the other connection.
        to.kept().block();
        CompletableFuture<Void> sent = Many.range(0, VALUES).sendTo(from).toFuture();
        awaitReceived(receivers.get(0), VALUES / 4);
        trouble.happen();
        sent.get(40, TimeUnit.SECONDS);
        from.close();
        from.closed().toFuture().get(20, TimeUnit.SECONDS);
        for (Receiver receiver : receivers) {
            receiver.assertAllAccountedFor();
        }
    }

    private static void awaitReceived(Receiver receiver, int count) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (receiver.received.get() + receiver.missed.get() < count && System.nanoTime() < end) {
            Thread.sleep(1);
        }
    }

    @Test
    void aServerThatIsKilledAndRestarted() throws Exception {
        playWith(() -> {
            server.kill();
            sending.states().filter(state -> state.phase() == Phase.RECONNECTING).next().block();
            server.begin();
            sending.states().filter(state -> state.phase() == Phase.CONNECTED).next().block();
        });
        assertTrue(sending.state().connections() > 1);
    }

    @Test
    void aServerThatIsStoppedAndGoesOn() throws Exception {
        playWith(() -> {
            server.signal("STOP");
            Thread.sleep(2_000);
            server.signal("CONT");
        });
    }

    @Test
    void withoutTrouble() throws Exception {
        playWith(() -> {});
    }
}
