package io.nagare.engine.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.channel.Multicast;
import io.nagare.engine.channel.ContractSetting.Actor;
import io.nagare.engine.strand.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The contract of every broadcast, lagging or paced. A subclass says how to make one and how to send to it. */
public abstract class MulticastContract extends ChannelContract {

    /** Makes a broadcast with room for that many values, a power of two. */
    protected abstract Multicast<Integer> create(int capacity);

    /** Sends a value, for which there is room. Fails if the broadcast is closed. */
    protected abstract void send(Multicast<Integer> broadcast, int value);

    private void sendAll(Multicast<Integer> broadcast, int... values) {
        for (int value : values) {
            send(broadcast, value);
        }
    }

    @Test
    void everySubscriberGetsEveryValueThatIsSentAfterItSubscribed() throws Exception {
        Multicast<Integer> broadcast = create(8);
        send(broadcast, 1);
        Probe<Integer> first = take(broadcast.receiver(), 10);
        send(broadcast, 2);
        Probe<Integer> second = take(broadcast.receiver(), 10);
        send(broadcast, 3);
        broadcast.close();
        assertSignals(first, 2, 3, "complete");
        assertSignals(second, 3, "complete");
    }

    @Test
    void valuesWaitForDemand() throws Exception {
        Multicast<Integer> broadcast = create(8);
        Probe<Integer> probe = take(broadcast.receiver(), 0);
        sendAll(broadcast, 1, 2, 3);
        assertSignals(probe);
        probe.request(2);
        assertSignals(probe, 1, 2);
        probe.request(Long.MAX_VALUE);
        assertSignals(probe, 1, 2, 3);
    }

    @Test
    void closingLetsSubscribersTakeWhatIsLeft() throws Exception {
        Multicast<Integer> broadcast = create(4);
        Probe<Integer> slow = take(broadcast.receiver(), 0);
        Probe<Integer> idle = take(broadcast.receiver(), 1);
        CompletableFuture<Void> closed = broadcast.closed().toFuture();
        sendAll(broadcast, 1, 2);
        assertFalse(closed.isDone());
        broadcast.close();
        broadcast.close();
        get(closed);
        assertTrue(broadcast.isClosed());
        assertSignals(idle, 1);
        idle.request(1);
        assertSignals(idle, 1, 2, "complete");
        slow.request(5);
        assertSignals(slow, 1, 2, "complete");
        assertSignals(take(broadcast.receiver(), 0), "complete");
        if (has(Capability.REPLAY)) {
            assertSignals(take(broadcast.replay(2), 5), 1, 2, "complete");
        }
        eventually(() -> broadcast.subscribers() == 0);
        assertEquals(0, broadcast.subscribers());
    }

    @Test
    void whoAsksForItGetsTheLastValuesFirst() throws Exception {
        needs(Capability.REPLAY);
        Multicast<Integer> broadcast = create(4);
        Probe<Integer> nothing = take(broadcast.replay(4), 10);
        assertSignals(nothing);
        sendAll(broadcast, 1, 2);
        Probe<Integer> both = take(broadcast.replay(4), 10);
        assertSignals(both, 1, 2);
        sendAll(broadcast, 3);
        eventually(() -> nothing.signals().size() == 3);
        sendAll(broadcast, 4, 5, 6);
        Probe<Integer> two = take(broadcast.replay(2), 1);
        assertSignals(two, 5);
        // A paced broadcast has room again only when each receiver has taken something.
        eventually(() -> both.signals().size() == 6 && nothing.signals().size() == 6);
        send(broadcast, 7);
        two.request(10);
        assertSignals(two, 5, 6, 7);
        assertSignals(take(broadcast.replay(4), 10), 4, 5, 6, 7);
        assertSignals(nothing, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void subscribersAreCountedAndTheLastToGoIsNoticed() throws Exception {
        Multicast<Integer> broadcast = create(4);
        get(broadcast.abandoned().toFuture());
        Probe<Integer> first = take(broadcast.receiver(), 0);
        Probe<Integer> second = take(broadcast.receiver(), 0);
        CompletableFuture<Void> abandoned = broadcast.abandoned().toFuture();
        assertEquals(2, broadcast.subscribers());
        first.cancel();
        eventually(() -> broadcast.subscribers() == 1);
        assertFalse(abandoned.isDone());
        second.cancel();
        get(abandoned);
        assertEquals(0, broadcast.subscribers());
    }

    @Test
    void howFarTheSlowestIsBehindCanBeRead() throws Exception {
        Multicast<Integer> broadcast = create(4);
        assertEquals(4, broadcast.capacity());
        assertEquals(0, broadcast.depth());
        Probe<Integer> slow = take(broadcast.receiver(), 0);
        Probe<Integer> fast = take(broadcast.receiver(), 10);
        sendAll(broadcast, 1, 2, 3);
        assertSignals(fast, 1, 2, 3);
        assertEquals(3, broadcast.depth());
        assertEquals(3, broadcast.lag());
        slow.request(1);
        assertSignals(slow, 1);
        assertEquals(2, broadcast.lag());
        slow.cancel();
        eventually(() -> broadcast.lag() == 0);
        assertEquals(0, broadcast.depth());
        assertNotNull(broadcast.toString());
    }

    @Test
    void aSubscriberThatFailsOrCancelsWithinIsAloneInThat() throws Exception {
        Multicast<Integer> broadcast = create(4);
        IllegalStateException planted = new IllegalStateException("planted");
        Probe<Integer> failing = take(
                broadcast.receiver().doOnNext(value -> {
                    throw planted;
                }),
                10);
        Probe<Integer> one = take(broadcast.receiver().take(1), 10);
        Probe<Integer> other = take(broadcast.receiver(), 10);
        sendAll(broadcast, 1, 2);
        assertSignals(failing, planted);
        assertSignals(one, 1, "complete");
        assertSignals(other, 1, 2);
        eventually(() -> broadcast.subscribers() == 1);
        assertEquals(1, broadcast.subscribers());
    }

    @Test
    void aSubscriberMaySendFromWithin() throws Exception {
        Multicast<Integer> broadcast = create(2);
        CompletableFuture<List<Integer>> received = broadcast
                .receiver()
                .doOnNext(value -> {
                    if (value < 1_000) {
                        send(broadcast, value + 1);
                    } else {
                        broadcast.close();
                    }
                })
                .collectList()
                .toFuture();
        send(broadcast, 1);
        assertEquals(Many.range(1, 1_000).collectList().block(), get(received));
    }

    /** A receiver that throws breaks rule 2.13, and harms only itself. */
    @Test
    void aForeignReceiverThatThrowsBreaksNoOther() throws Exception {
        Multicast<Integer> broadcast = create(4);
        broadcast.receiver().subscribe(new Throwing<>());
        Probe<Integer> other = take(broadcast.receiver(), 10);
        sendAll(broadcast, 1, 2);
        assertSignals(other, 1, 2);
        eventually(() -> broadcast.subscribers() == 1);
        assertEquals(1, broadcast.subscribers());
    }

    @Test
    void aSubscriberMayCancelSubscribeOrCloseFromWithin() throws Exception {
        Multicast<Integer> broadcast = create(8);
        Probe<Integer> cancelling = new Probe<>();
        broadcast.receiver().doOnNext(value -> cancelling.cancel()).subscribe(cancelling);
        cancelling.request(10);
        Probe<Integer> within = new Probe<>();
        Probe<Integer> closing = take(
                broadcast.receiver().doOnNext(value -> {
                    if (value == 1) {
                        broadcast.receiver().subscribe(within);
                        within.request(10);
                    } else {
                        broadcast.close();
                    }
                }),
                10);
        send(broadcast, 1);
        assertSignals(closing, 1);
        send(broadcast, 2);
        assertSignals(closing, 1, 2, "complete");
        assertSignals(within, 2, "complete");
        assertSignals(cancelling);
        eventually(() -> broadcast.subscribers() == 0);
        assertEquals(0, broadcast.subscribers());
    }

    @Test
    void whoSubscribesOrCancelsAfterTheEndIsNotCounted() throws Exception {
        Multicast<Integer> broadcast = create(4);
        send(broadcast, 1);
        broadcast.close();
        Probe<Integer> late = take(broadcast.receiver(), 1);
        assertSignals(late, "complete");
        late.cancel();
        if (has(Capability.REPLAY)) {
            Probe<Integer> replaying = take(broadcast.replay(1), 0);
            assertSignals(replaying);
            replaying.cancel();
        }
        get(broadcast.abandoned().toFuture());
        get(broadcast.closed().toFuture());
        assertEquals(0, broadcast.subscribers());
        assertEquals(0, broadcast.lag());
    }

    @Test
    void whoWaitsForTheEndOrTheLastToGoCanGiveUp() throws Exception {
        Multicast<Integer> broadcast = create(4);
        Probe<Integer> one = take(broadcast.receiver(), 0);
        Probe<Void> closed = take(broadcast.closed(), 0);
        Probe<Void> abandoned = take(broadcast.abandoned(), 0);
        closed.cancel();
        abandoned.cancel();
        CompletableFuture<Void> last = broadcast.abandoned().toFuture();
        one.cancel();
        get(last);
        broadcast.close();
        get(broadcast.closed().toFuture());
        assertSignals(closed);
        assertSignals(abandoned);
    }

    @Test
    void subscribingAndClosingAtOnceGivesAnEnd() throws Exception {
        for (int round = 0; round < setting().times(300); round++) {
            Multicast<Integer> broadcast = create(4);
            List<CompletableFuture<List<Integer>>> received = new ArrayList<>();
            Actor closing = new Actor(2, step -> {
                if (step == 0) {
                    send(broadcast, 1);
                } else {
                    broadcast.close();
                }
            });
            atOnce(closing, new Actor(3, step -> received.add(broadcast.receiver().collectList().toFuture())));
            for (CompletableFuture<List<Integer>> one : received) {
                List<Integer> values = get(one);
                assertTrue(values.isEmpty() || values.equals(List.of(1)), values.toString());
            }
        }
    }

    @Test
    void badInputIsRefusedAtTheCall() {
        for (int capacity : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertRefused(IllegalArgumentException.class, "but was " + capacity, () -> create(capacity));
        }
        needs(Capability.REPLAY);
        Multicast<Integer> broadcast = create(2);
        assertRefused(IllegalArgumentException.class, "but 0 were", () -> broadcast.replay(0));
        assertRefused(IllegalArgumentException.class, "but 3 were", () -> broadcast.replay(3));
    }
}
