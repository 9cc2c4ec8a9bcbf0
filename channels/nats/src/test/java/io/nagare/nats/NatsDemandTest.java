package io.nagare.nats;

import static io.nagare.channels.base.Waits.await;
import static io.nagare.channels.base.Waits.take;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.engine.strand.Probe;
import io.nagare.policy.Lag;
import io.nagare.value.ValueCodec;
import io.nats.client.api.ConsumerInfo;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** How much is taken from the server, and where a receiver begins. */
@ResourceLock("the shared server")
class NatsDemandTest {

    private static final ValueCodec<Integer> NUMBERS = ValueCodec.text().map(Integer::valueOf, Object::toString);

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    private NatsBroadcast<Integer> room(int prefetch) {
        return SERVER.nats().broadcast("room", NUMBERS, BroadcastSettings.lagging(1_000).prefetching(prefetch)).block();
    }

    /** How many messages the server has sent to the one consumer. */
    private long delivered() {
        try {
            List<ConsumerInfo> consumers = SERVER.management().getConsumers("room");
            return consumers.isEmpty() ? 0 : consumers.get(0).getDelivered().getConsumerSequence();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void assertDelivered(long count) throws InterruptedException {
        await(() -> delivered() >= count);
        assertEquals(count, delivered());
    }

    @Test
    void whoRequestsThreeHasThreeAndThePrefetch() throws Exception {
        for (int prefetch : new int[] {0, 5, 64}) {
            NatsBroadcast<Integer> room = room(prefetch);
            Probe<Integer> probe = take(room.receiver(), 0);
            Many.range(0, 500).sendTo(room).block();
            assertEquals(0, delivered(), "nothing is taken without demand");
            probe.request(3);
            await(() -> probe.signals().size() == 3);
            assertEquals(List.of(0, 1, 2), probe.signals());
            assertDelivered(3 + prefetch);
            Many.range(500, 500).sendTo(room).block();
            assertDelivered(3 + prefetch);
            assertEquals(997, room.lag());
            probe.cancel();
            await(() -> room.subscribers() == 0);
            SERVER.management().purgeStream("room");
            await(() -> delivered() == 0);
        }
    }

    /** What is sent here has twice the bytes by which the heap may grow, and none of it stays. */
    @Test
    void memoryIsFlatBehindASubscriberThatHasStopped() throws Exception {
        Bytes value = Bytes.wrap(new byte[1 << 16]);
        NatsBroadcast<Bytes> room = SERVER.nats().broadcast("room", ValueCodec.bytes(), 1_000).block();
        Probe<Bytes> stopped = take(room.receiver(), 1);
        room.send(value).block();
        await(() -> stopped.signals().size() == 1);
        long before = usedMemory();
        Many.range(0, 1_000).map(i -> value).sendTo(room).block();
        assertDelivered(1 + 64);
        long grown = usedMemory() - before;
        assertTrue(grown < 32L << 20, grown + " bytes more are in use");
        assertEquals(1, stopped.signals().size());
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void askingOneByOneGoesOn() throws Exception {
        NatsBroadcast<Integer> room = room(0);
        Probe<Integer> probe = take(room.receiver(), 0);
        Many.range(0, 100).sendTo(room).block();
        for (int i = 1; i <= 100; i++) {
            probe.request(1);
            int count = i;
            await(() -> probe.signals().size() == count);
        }
        assertEquals(Many.range(0, 100).collectList().block(), probe.signals());
    }

    @Test
    void aReceiverBeginsWhereItIsTold() throws Exception {
        NatsBroadcast<Integer> room = room(64);
        Many.range(0, 500).sendTo(room).block();
        // The server's clock is this machine's. What was stored before is older by a millisecond at least.
        Thread.sleep(2);
        Instant between = Instant.now();
        Thread.sleep(2);
        Many.range(500, 1_000).sendTo(room).block();
        assertEquals(500, firstOf(room, Start.last(1_000)));
        assertEquals(1_499, firstOf(room, Start.last(1)));
        assertEquals(1_200, firstOf(room, Start.sequence(1_201)));
        assertEquals(500, firstOf(room, Start.time(between)));
        AtomicLong missed = new AtomicLong();
        assertEquals(500, room.receiver(Start.sequence(101), Lag.skip(missed::addAndGet)).next().block());
        assertEquals(400, missed.get());
        assertEquals(
                1_500,
                room.numbered(Start.last(1), Lag.skip()).next().block().index());
        NatsBroadcast.Kept kept = room.kept().block();
        assertEquals(1_500, kept.last());
        assertEquals(1_000, kept.depth());
        Probe<Integer> next = take(room.receiver(Start.sequence(1_502), Lag.fail()), 5);
        Many.range(1_500, 3).sendTo(room).block();
        await(() -> next.signals().size() == 2);
        assertEquals(List.of(1_501, 1_502), next.signals());
    }

    /** {@code takeUntil} subscribes to its other publisher while the receiver subscribes. */
    @Test
    void aReceiverSeesWhatIsSentWhileItSubscribes() throws Exception {
        NatsBroadcast<Integer> room = room(64);
        Many<Integer> received = room.receiver().takeUntil(room.send(7).then(One.never()));
        assertEquals(7, received.next().toFuture().get(20, TimeUnit.SECONDS));
        await(() -> room.subscribers() == 0);
        assertEquals(0, room.subscribers());
    }

    private static Integer firstOf(NatsBroadcast<Integer> room, Start start) {
        return room.receiver(start, Lag.skip()).next().block();
    }
}
