package io.nagare.redis;

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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How much is taken from the server, and where a receiver begins. */
class RedisDemandTest {

    private static final ValueCodec<Integer> NUMBERS = ValueCodec.text().map(Integer::valueOf, Object::toString);
    private static final int LARGE = 1 << 16;

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    private RedisBroadcast<Integer> room(int prefetch) {
        BroadcastSettings settings = BroadcastSettings.lagging(1_000).prefetching(prefetch);
        return SERVER.redis().broadcast("room", NUMBERS, settings).block();
    }

    /** How many large values the server has sent to anybody; what else it sends is much less. */
    private static long delivered() {
        return SERVER.commands().info("stats").lines()
                        .filter(line -> line.startsWith("total_net_output_bytes:"))
                        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                        .sum()
                / LARGE;
    }

    @Test
    void aStreamIsSentWithoutDemandForItsEnd() throws Exception {
        RedisBroadcast<Integer> room = room(0);
        Probe<Integer> received = take(room.receiver(), 10);
        take(Many.from(Many.range(0, 3).sendTo(room)), 0);
        await(() -> received.signals().size() == 3);
    }

    @Test
    void whoRequestsThreeHasThreeAndThePrefetch() throws Exception {
        Bytes value = Bytes.wrap(new byte[LARGE]);
        for (int prefetch : new int[] {0, 5, 64}) {
            BroadcastSettings settings = BroadcastSettings.lagging(200).prefetching(prefetch);
            RedisBroadcast<Bytes> room =
                    SERVER.redis().broadcast("room", ValueCodec.bytes(), settings).block();
            long before = delivered();
            Probe<Bytes> probe = take(room.receiver(), 0);
            Many.range(0, 100).map(i -> value).sendTo(room).block();
            assertTrue(delivered() <= before + 1, "nothing is taken without demand");
            probe.request(3);
            await(() -> probe.signals().size() == 3 && delivered() >= before + 3 + prefetch);
            Many.range(0, 100).map(i -> value).sendTo(room).block();
            // Other answers are worth a value or two.
            long taken = delivered() - before;
            assertTrue(taken >= 3 + prefetch && taken <= 5 + prefetch, taken + " were taken");
            assertEquals(3, probe.signals().size());
            assertEquals(197, room.lag());
            probe.cancel();
            await(() -> room.subscribers() == 0);
        }
    }

    /** What is sent here has twice the bytes by which the heap may grow, and none of it stays. */
    @Test
    void memoryIsFlatBehindASubscriberThatHasStopped() throws Exception {
        Bytes value = Bytes.wrap(new byte[LARGE]);
        RedisBroadcast<Bytes> room = SERVER.redis().broadcast("room", ValueCodec.bytes(), 1_000).block();
        Probe<Bytes> stopped = take(room.receiver(), 1);
        room.send(value).block();
        await(() -> stopped.signals().size() == 1);
        long before = usedMemory();
        Many.range(0, 1_000).map(i -> value).sendTo(room).block();
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
        RedisBroadcast<Integer> room = room(0);
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
        RedisBroadcast<Integer> room = room(64);
        Many.range(0, 1_500).sendTo(room).block();
        assertEquals(500, firstOf(room, Start.last(1_000)));
        assertEquals(1_499, firstOf(room, Start.last(1)));
        assertEquals(1_200, firstOf(room, Start.sequence(1_201)));
        AtomicLong missed = new AtomicLong();
        assertEquals(500, room.receiver(Start.sequence(101), Lag.skip(missed::addAndGet)).next().block());
        assertEquals(400, missed.get());
        assertEquals(
                1_500,
                room.numbered(Start.last(1), Lag.skip()).next().block().index());
        RedisBroadcast.Kept kept = room.kept().block();
        assertEquals(1_500, kept.last());
        assertEquals(1_000, kept.depth());
        assertEquals(1, kept.programs());
        assertTrue(kept.bytes() > 1_000, kept.toString());
        Probe<Integer> next = take(room.receiver(Start.sequence(1_502), Lag.fail()), 5);
        Many.range(1_500, 3).sendTo(room).block();
        await(() -> next.signals().size() == 2);
        assertEquals(List.of(1_501, 1_502), next.signals());
    }

    /** Nothing but the program's own settings decides how many are kept, but an administrator may delete more. */
    @Test
    void whatIsDeletedOnTheServerIsMissed() throws Exception {
        RedisBroadcast<Integer> room = room(0);
        AtomicLong missed = new AtomicLong();
        Probe<Integer> probe = take(room.receiver(Lag.skip(missed::addAndGet)), 0);
        Many.range(0, 10).sendTo(room).block();
        SERVER.commands().xtrim("nagare:{room}:values", 0);
        probe.request(2);
        await(() -> missed.get() == 10);
        room.send(10).block();
        await(() -> probe.signals().size() == 1);
        assertEquals(List.of(10), probe.signals());
        assertEquals(10, missed.get());
    }

    /** {@code takeUntil} subscribes to its other publisher while the receiver subscribes. */
    @Test
    void aReceiverSeesWhatIsSentWhileItSubscribes() throws Exception {
        RedisBroadcast<Integer> room = room(64);
        Many<Integer> received = room.receiver().takeUntil(room.send(7).then(One.never()));
        assertEquals(7, received.next().toFuture().get(20, TimeUnit.SECONDS));
        await(() -> room.subscribers() == 0);
        assertEquals(0, room.subscribers());
    }

    private static Integer firstOf(RedisBroadcast<Integer> room, Start start) {
        return room.receiver(start, Lag.skip()).next().block();
    }
}
