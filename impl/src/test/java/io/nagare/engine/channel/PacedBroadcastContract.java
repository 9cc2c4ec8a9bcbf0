package io.nagare.engine.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.channel.ChannelClosedException;
import io.nagare.channel.Multicast;
import io.nagare.channel.PacedBroadcast;
import io.nagare.channel.SendResult;
import io.nagare.engine.channel.ContractSetting.Actor;
import io.nagare.engine.strand.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The contract of every implementation of {@link PacedBroadcast}. A subclass says how to make one. */
public abstract class PacedBroadcastContract extends MulticastContract {

    /** Makes a broadcast in which a sender waits when the slowest receiver is that many values behind. */
    protected abstract PacedBroadcast<Integer> paced(int capacity);

    @Override
    protected final Multicast<Integer> create(int capacity) {
        return paced(capacity);
    }

    @Override
    protected void send(Multicast<Integer> broadcast, int value) {
        assertEquals(SendResult.SENT, ((PacedBroadcast<Integer>) broadcast).trySend(value));
    }

    private void assertFull(PacedBroadcast<Integer> broadcast) {
        if (has(Capability.ROOM_AT_ONCE)) {
            assertEquals(SendResult.FULL, broadcast.trySend(-1));
        }
    }

    @Test
    void aSenderWaitsForTheSlowestAndNobodyOvertakes() throws Exception {
        PacedBroadcast<Integer> broadcast = paced(3);
        assertEquals(3, broadcast.capacity());
        Probe<Integer> slow = take(broadcast.receiver(), 0);
        Probe<Integer> fast = take(broadcast.receiver(), 100);
        for (int i = 1; i <= 3; i++) {
            get(broadcast.send(i).toFuture());
        }
        assertFull(broadcast);
        CompletableFuture<Void> fourth = broadcast.send(4).toFuture();
        CompletableFuture<Void> fifth = broadcast.send(5).toFuture();
        assertFalse(fourth.isDone() || fifth.isDone());
        slow.request(1);
        get(fourth);
        assertFalse(fifth.isDone());
        assertFull(broadcast);
        slow.cancel();
        get(fifth);
        assertSignals(fast, 1, 2, 3, 4, 5);
        assertSignals(slow, 1);
    }

    @Test
    void withoutSubscribersThereIsAlwaysRoom() throws Exception {
        PacedBroadcast<Integer> broadcast = paced(2);
        get(Many.range(0, 100).sendTo(broadcast).toFuture());
        if (has(Capability.REPLAY)) {
            assertSignals(take(broadcast.replay(2), 5), 98, 99);
        }
    }

    @Test
    void whoAsksForAReplayIsWaitedForFromItsFirstValueOn() throws Exception {
        needs(Capability.REPLAY);
        PacedBroadcast<Integer> broadcast = paced(2);
        get(Many.range(0, 10).sendTo(broadcast).toFuture());
        Probe<Integer> replaying = take(broadcast.replay(2), 0);
        assertEquals(SendResult.FULL, broadcast.trySend(10));
        replaying.request(1);
        eventually(() -> broadcast.lag() == 1);
        assertEquals(SendResult.SENT, broadcast.trySend(10));
        replaying.request(10);
        assertSignals(replaying, 8, 9, 10);
    }

    @Test
    void aSendThatIsCancelledBeforeItCompletesHasNotSent() throws Exception {
        needs(Capability.WITHDRAWAL);
        PacedBroadcast<Integer> broadcast = paced(1);
        Probe<Integer> receiver = take(broadcast.receiver(), 0);
        get(broadcast.send(1).toFuture());
        Probe<Void> cancelled = take(broadcast.send(2), 0);
        CompletableFuture<Void> next = broadcast.send(3).toFuture();
        cancelled.cancel();
        receiver.request(10);
        get(next);
        broadcast.close();
        assertSignals(receiver, 1, 3, "complete");
        assertSignals(cancelled);
    }

    @Test
    void closingFailsWhoWaitsAndWhoComes() throws Exception {
        PacedBroadcast<Integer> broadcast = paced(1);
        Probe<Integer> receiver = take(broadcast.receiver(), 0);
        send(broadcast, 1);
        CompletableFuture<Void> waiting = broadcast.send(2).toFuture();
        CompletableFuture<Void> feeding = Many.range(0, 10).sendTo(broadcast).toFuture();
        broadcast.close();
        assertFails(ChannelClosedException.class, waiting);
        assertFails(ChannelClosedException.class, feeding);
        assertFails(ChannelClosedException.class, broadcast.send(3).toFuture());
        assertThrows(ChannelClosedException.class, () -> broadcast.send(3).block());
        if (has(Capability.ROOM_AT_ONCE)) {
            assertEquals(SendResult.CLOSED, broadcast.trySend(3));
        }
        receiver.request(10);
        assertSignals(receiver, 1, "complete");
    }

    @Test
    void aPublisherThatIsSentIsPacedByTheSlowest() throws Exception {
        PacedBroadcast<Integer> broadcast = paced(4);
        AtomicInteger taken = new AtomicInteger();
        List<Integer> discarded = new CopyOnWriteArrayList<>();
        Probe<Integer> slow = take(broadcast.receiver(), 2);
        Probe<Integer> fast = take(broadcast.receiver(), 1_000);
        Probe<Void> sending = take(
                Many.range(0, 100)
                        .doOnNext(i -> taken.incrementAndGet())
                        .sendTo(broadcast)
                        .doOnDiscard(Integer.class, discarded::add),
                0);
        eventually(() -> taken.get() == 7);
        assertEquals(7, taken.get(), "two were taken, four wait in the channel, and one before it");
        assertSignals(fast, 0, 1, 2, 3, 4, 5);
        sending.cancel();
        if (!has(Capability.WITHDRAWAL)) {
            return;
        }
        eventually(() -> !discarded.isEmpty());
        assertEquals(List.of(6), discarded);
        slow.request(100);
        assertSignals(slow, 0, 1, 2, 3, 4, 5);
    }

    @Test
    void manySendersAndReceiversAtOnceMissNothing() throws Exception {
        for (int capacity : new int[] {1, 7, 64}) {
            PacedBroadcast<Integer> broadcast = paced(capacity);
            setting().withOtherRuntime(runtime -> manySendersAndReceivers(broadcast, runtime));
            assertTrue(broadcast.isClosed());
        }
    }

    private void manySendersAndReceivers(PacedBroadcast<Integer> broadcast, Nagare runtime) throws Exception {
        int senders = 3;
        int each = setting().times(5_000);
        List<CompletableFuture<List<Integer>>> received = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            received.add(broadcast.receiver().collectList().toFuture());
        }
        List<CompletableFuture<Void>> sending = new ArrayList<>();
        for (int sender = 0; sender < senders; sender++) {
            int number = sender;
            Many<Integer> values = Many.range(0, each).map(i -> i * senders + number);
            sending.add((sender == 0 ? values.concatMap(broadcast::send).then() : values.sendTo(broadcast))
                    .runOn(runtime)
                    .toFuture());
        }
        for (CompletableFuture<Void> one : sending) {
            get(one);
        }
        broadcast.close();
        List<Integer> first = get(received.get(0));
        assertEquals(senders * each, first.size());
        for (CompletableFuture<List<Integer>> one : received) {
            assertEquals(first, get(one), "all see the same order");
        }
        for (int sender = 0; sender < senders; sender++) {
            int number = sender;
            List<Integer> own = first.stream().filter(value -> value % senders == number).toList();
            assertEquals(own.stream().sorted().toList(), own);
        }
    }

    @Test
    void nullIsRefusedAtTheCall() {
        PacedBroadcast<Integer> broadcast = paced(1);
        assertRefused(NullPointerException.class, "null", () -> broadcast.send(null));
        if (has(Capability.ROOM_AT_ONCE)) {
            assertRefused(NullPointerException.class, "null", () -> broadcast.trySend(null));
        }
        assertRefused(NullPointerException.class, "values", () -> broadcast.sendAll(null));
    }

    /** The receiver sends while there is no room. It makes the room itself when it takes its next value. */
    @Test
    void aReceiverMaySendWhenThereIsNoRoom() throws Exception {
        PacedBroadcast<Integer> broadcast = paced(1);
        CompletableFuture<List<Integer>> received = broadcast
                .receiver()
                .doOnNext(value -> {
                    if (value < 100) {
                        broadcast.send(value + 1).toFuture();
                    } else {
                        broadcast.close();
                    }
                })
                .collectList()
                .toFuture();
        get(broadcast.send(1).toFuture());
        assertEquals(Many.range(1, 100).collectList().block(), get(received));
    }

    @Test
    void sendingIsLazyAndSendsOnceForEachSubscription() throws Exception {
        PacedBroadcast<Integer> broadcast = paced(4);
        Probe<Integer> receiver = take(broadcast.receiver(), 10);
        One<Void> sending = broadcast.send(1);
        assertSignals(receiver);
        get(sending.toFuture());
        get(sending.toFuture());
        assertSignals(receiver, 1, 1);
    }

    /** When the first waiting sender gives up, its room goes to the next one, even if the room was granted already. */
    @Test
    void whoeverGivesUpHoldsUpNobody() throws Exception {
        PacedBroadcast<Integer> broadcast = paced(1);
        Probe<Integer> slow = take(broadcast.receiver(), 0);
        get(broadcast.send(0).toFuture());
        int rounds = setting().times(200);
        for (int i = 1; i <= rounds; i++) {
            Probe<Void> first = take(broadcast.send(-i), 0);
            CompletableFuture<Void> second = broadcast.send(i).toFuture();
            atOnce(
                    Actor.once(first::cancel),
                    Actor.once(() -> slow.request(first.signals().isEmpty() ? 1 : 2)));
            slow.request(1);
            get(second);
            int number = i;
            eventually(() -> slow.signals().contains(number - 1));
        }
        broadcast.close();
        slow.request(Long.MAX_VALUE);
        eventually(() -> slow.signals().contains("complete"));
        List<Object> kept = slow.signals().stream().filter(value -> !(value instanceof Integer i && i < 0)).toList();
        List<Object> expected = new ArrayList<>(Many.range(0, rounds + 1).collectList().block());
        expected.add("complete");
        assertEquals(expected, kept);
    }
}
