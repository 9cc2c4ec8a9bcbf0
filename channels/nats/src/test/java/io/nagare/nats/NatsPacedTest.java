package io.nagare.nats;

import static io.nagare.channels.base.Waits.await;
import static io.nagare.channels.base.Waits.take;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.engine.strand.Probe;
import io.nagare.value.ValueCodec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Who holds senders back on a real server, how far, and how long. */
@ResourceLock("the shared server")
class NatsPacedTest {

    private static final ValueCodec<Integer> NUMBERS = ValueCodec.text().map(Integer::valueOf, Object::toString);

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    private static NatsPacedBroadcast<Integer> room(NatsChannels nats, PacedSettings settings) {
        return nats.paced("paced", NUMBERS, settings).block();
    }

    private static void assertSignals(Probe<?> probe, Object... signals) throws InterruptedException {
        await(() -> probe.signals().size() >= signals.length);
        assertEquals(List.of(signals), probe.signals());
    }

    private int consumers() {
        try {
            return SERVER.management().getConsumerNames("paced").size();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A subscriber on one connection holds back a sender on another one, exactly at the capacity. */
    @Test
    void theSlowestHoldsBackSendersOnOtherMachines() throws Exception {
        PacedSettings settings = PacedSettings.paced(10);
        Probe<Integer> slow = take(room(SERVER.connect(), settings).receiver(), 1);
        await(() -> consumersOfOpenChannel() == 1);
        NatsPacedBroadcast<Integer> room = room(SERVER.nats(), settings);
        Probe<Integer> fast = take(room.receiver(), 100);
        for (int i = 0; i < 11; i++) {
            room.send(i).toFuture().get(20, TimeUnit.SECONDS);
        }
        assertEquals(10, room.size().block(), "one was taken");
        CompletableFuture<Void> next = room.send(11).toFuture();
        CompletableFuture<Void> more = Many.range(12, 8).sendTo(room).toFuture();
        await(() -> fast.signals().size() == 11);
        assertFalse(next.isDone());
        assertEquals(10, room.size().block());
        slow.request(1);
        next.get(20, TimeUnit.SECONDS);
        assertFalse(more.isDone());
        slow.request(100);
        more.get(20, TimeUnit.SECONDS);
        Object[] all = Many.range(0, 20).collectList().block().toArray();
        assertSignals(slow, all);
        assertSignals(fast, all);
        await(() -> room.size().block() == 0);
    }

    private int consumersOfOpenChannel() {
        try {
            return SERVER.management().getStreamNames().contains("paced") ? consumers() : 0;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A subscriber that has gone lets the values go that only it had not taken. */
    @Test
    void aSubscriberThatCancelsLetsItsValuesGo() throws Exception {
        NatsPacedBroadcast<Integer> room = room(SERVER.nats(), PacedSettings.paced(4));
        Probe<Integer> first = take(room.receiver(), 0);
        Probe<Integer> second = take(room.receiver(), 2);
        Many.range(0, 4).sendTo(room).block();
        assertSignals(second, 0, 1);
        first.cancel();
        await(() -> room.size().block() == 2);
        second.cancel();
        await(() -> room.size().block() == 0);
        await(() -> consumers() == 0);
    }

    /** The receiver's program takes nothing for longer than the limit, but it is there. */
    @Test
    void aSlowSubscriberIsNotGivenUp() throws Exception {
        PacedSettings settings = PacedSettings.paced(10).inactiveFor(Duration.ofSeconds(1));
        NatsPacedBroadcast<Integer> room = room(SERVER.nats(), settings);
        Probe<Integer> idle = take(room.receiver(), 0);
        Probe<Integer> slow = take(room.receiver(), 1);
        Probe<Integer> waiting = take(room.receiver(), 100);
        Many.range(0, 10).sendTo(room).block();
        assertSignals(slow, 0);
        Thread.sleep(3_000);
        assertEquals(10, room.size().block());
        idle.request(100);
        slow.request(100);
        Object[] all = Many.range(0, 10).collectList().block().toArray();
        assertSignals(idle, all);
        assertSignals(slow, all);
        assertSignals(waiting, all);
    }

    /**
     * What is sent here has twice the bytes by which the heap may grow, and the stopped subscriber holds it at the
     * server.
     */
    @Test
    void memoryIsFlatBehindASubscriberThatHasStopped() throws Exception {
        Bytes value = Bytes.wrap(new byte[1 << 16]);
        NatsPacedBroadcast<Bytes> room = SERVER.nats()
                .paced("paced", ValueCodec.bytes(), PacedSettings.paced(1_000))
                .block();
        Probe<Bytes> stopped = take(room.receiver(), 1);
        room.send(value).block();
        await(() -> stopped.signals().size() == 1);
        long before = usedMemory();
        CompletableFuture<Void> sending =
                Many.range(0, 2_000).map(i -> value).sendTo(room).toFuture();
        await(() -> room.size().block() == 1_000);
        long grown = usedMemory() - before;
        assertTrue(grown < 64L << 20, grown + " bytes more are in use");
        assertFalse(sending.isDone());
        sending.cancel(true);
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void badInput() {
        assertThrows(IllegalArgumentException.class, () -> PacedSettings.paced(0));
        assertThrows(
                IllegalArgumentException.class, () -> PacedSettings.paced(1).inactiveFor(Duration.ofMillis(999)));
    }
}
