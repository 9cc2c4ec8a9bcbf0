package io.nagare.engine.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.channel.Broadcast;
import io.nagare.channel.ChannelClosedException;
import io.nagare.channel.Multicast;
import io.nagare.engine.channel.ContractSetting.Actor;
import io.nagare.engine.strand.Probe;
import io.nagare.failure.LaggedException;
import io.nagare.policy.Lag;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract of every implementation of {@link Broadcast}. A subclass says how to make one. */
public abstract class BroadcastContract extends MulticastContract {

    private static final IllegalStateException PLANTED = new IllegalStateException("planted");

    /** Makes a broadcast that keeps that many values, or a few more, as its {@link Broadcast#capacity()} says. */
    protected abstract Broadcast<Integer> lagging(int capacity);

    @Override
    protected final Multicast<Integer> create(int capacity) {
        return lagging(capacity);
    }

    @Override
    protected final void send(Multicast<Integer> broadcast, int value) {
        ((Broadcast<Integer>) broadcast).send(value);
    }

    private static void sendRange(Broadcast<Integer> broadcast, int from, int to) {
        for (int value = from; value < to; value++) {
            broadcast.send(value);
        }
    }

    private static Object[] rangeAnd(int from, int to, Object... end) {
        List<Object> signals = new ArrayList<>(Many.range(from, to - from).collectList().block());
        signals.addAll(List.of(end));
        return signals.toArray();
    }

    @Test
    void sendingNeverWaitsAndTellsHowManySubscribersThereAre() throws Exception {
        Broadcast<Integer> broadcast = lagging(2);
        assertEquals(0, broadcast.send(1));
        Probe<Integer> probe = take(broadcast.receiver(), 0);
        for (int i = 0; i < 1_000; i++) {
            assertEquals(1, broadcast.send(i));
        }
        take(broadcast.receiver(), 0);
        assertEquals(2, broadcast.send(2));
        probe.cancel();
        eventually(() -> broadcast.subscribers() == 1);
        assertEquals(1, broadcast.send(3));
    }

    @Test
    @Tag("tokio-28")
    void aLaggardLearnsExactlyHowManyItMissedEachTime() throws Exception {
        Broadcast<Integer> broadcast = lagging(3);
        int kept = broadcast.capacity();
        List<Long> missed = new CopyOnWriteArrayList<>();
        Probe<Integer> receiver = take(broadcast.receiver(Lag.skip(missed::add)), 0);
        sendRange(broadcast, 0, kept);
        receiver.request(1);
        assertSignals(receiver, 0);
        sendRange(broadcast, kept, kept + 11);
        assertEquals(kept + 10, broadcast.lag());
        assertEquals(kept, broadcast.depth());
        broadcast.close();
        receiver.request(Long.MAX_VALUE);
        List<Object> signals = new ArrayList<>(List.of(0));
        signals.addAll(List.of(rangeAnd(11, kept + 11, "complete")));
        assertSignals(receiver, signals.toArray());
        assertEquals(List.of(10L), missed);
    }

    /** "single_slot_capacity_lag_semantics" */
    @Test
    @Tag("tokio-28")
    void aCapacityOfOneKeepsTheLastValue() throws Exception {
        Broadcast<Integer> broadcast = lagging(1);
        assertEquals(1, broadcast.capacity());
        AtomicLong missed = new AtomicLong();
        Probe<Integer> receiver = take(broadcast.receiver(Lag.skip(missed::addAndGet)), 0);
        sendRange(broadcast, 1, 4);
        receiver.request(5);
        assertSignals(receiver, 3);
        assertEquals(2, missed.get());
    }

    @Test
    void aReceiverThatAskedForItFailsWhenItLags() throws Exception {
        Broadcast<Integer> broadcast = lagging(2);
        int sent = broadcast.capacity() + 3;
        Probe<Integer> receiver = take(broadcast.receiver(Lag.fail()), 0);
        Probe<Integer> replaying = take(broadcast.replay(1, Lag.fail()), 0);
        sendRange(broadcast, 0, sent);
        receiver.request(1);
        replaying.request(1);
        assertEquals(3, failure(LaggedException.class, receiver).missed());
        assertEquals(3, failure(LaggedException.class, replaying).missed());
        eventually(() -> broadcast.subscribers() == 0);
        assertEquals(0, broadcast.subscribers());
    }

    @Test
    void aMarkerStandsInThePlaceOfWhatWasMissed() throws Exception {
        Broadcast<Integer> broadcast = lagging(2);
        int kept = broadcast.capacity();
        Probe<Integer> receiver = take(broadcast.receiver(missed -> (int) -missed), 0);
        sendRange(broadcast, 0, kept + 5);
        receiver.request(1);
        assertSignals(receiver, -5);
        receiver.request(1);
        assertSignals(receiver, -5, 5);
        receiver.request(kept - 1);
        eventually(() -> receiver.signals().size() == kept + 1);
        sendRange(broadcast, 100, 101);
        broadcast.close();
        receiver.request(5);
        eventually(() -> receiver.signals().size() == kept + 3);
        assertEquals(List.of(100, "complete"), receiver.signals().subList(kept + 1, kept + 3));
        Broadcast<Integer> other = lagging(2);
        Probe<Integer> failing = take(other.receiver(missed -> null), 0);
        sendRange(other, 0, other.capacity() + 1);
        failing.request(1);
        assertTrue(failure(NullPointerException.class, failing).getMessage().contains("marker"));
    }

    @Test
    void aReplayThatIsOvertakenIsMissedLikeAnythingElse() throws Exception {
        Broadcast<Integer> broadcast = lagging(2);
        int kept = broadcast.capacity();
        sendRange(broadcast, 0, kept);
        AtomicLong missed = new AtomicLong();
        Probe<Integer> receiver = take(broadcast.replay(kept, Lag.skip(missed::addAndGet)), 0);
        broadcast.send(kept);
        assertEquals(kept + 1, broadcast.lag());
        assertEquals(kept, broadcast.depth());
        receiver.request(2L * kept);
        assertSignals(receiver, rangeAnd(1, kept + 1));
        assertEquals(1, missed.get());
    }

    /** "panic_in_clone": a subscriber that fails harms no other subscriber. */
    @Test
    @Tag("tokio-29")
    void aLagCallbackMaySendAndOneThatThrowsFailsItsSubscriberAlone() throws Exception {
        needs(Capability.NOTHING_UNDERWAY);
        Broadcast<Integer> broadcast = lagging(2);
        int kept = broadcast.capacity();
        Probe<Integer> failing = take(
                broadcast.receiver(Lag.skip(missed -> {
                    throw PLANTED;
                })),
                0);
        List<Long> missed = new CopyOnWriteArrayList<>();
        Probe<Integer> sending = take(
                broadcast.receiver(Lag.skip(count -> {
                    missed.add(count);
                    if (missed.size() == 1) {
                        sendRange(broadcast, 100, 101 + kept);
                    }
                })),
                0);
        sendRange(broadcast, 0, kept + 1);
        failing.request(1);
        assertEquals(PLANTED, failure(IllegalStateException.class, failing));
        sending.request(Long.MAX_VALUE);
        assertSignals(sending, rangeAnd(101, 101 + kept));
        assertEquals(List.of(1L, kept + 1L), missed);
    }

    /**
     * Several senders, and receivers with moods. For each receiver, received + missed = sent, the values of each sender
     * are in order, and no value comes twice.
     */
    @Test
    @Tag("tokio-27")
    void forEachReceiverReceivedAndMissedIsSent() throws Exception {
        int senders = 3;
        int each = setting().times(20_000);
        for (int capacity : new int[] {1, 2, 64}) {
            Broadcast<Integer> broadcast = lagging(capacity);
            List<CompletableFuture<Long>> received = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                AtomicLong missed = new AtomicLong();
                int[] last = {-1, -1, -1};
                received.add(broadcast
                        .receiver(Lag.skip(missed::addAndGet))
                        .doOnNext(value -> {
                            assertTrue(
                                    value / senders > last[value % senders],
                                    "after " + last[value % senders] + " came " + value);
                            last[value % senders] = value / senders;
                        })
                        .count()
                        .map(count -> count + missed.get())
                        .toFuture());
            }
            Actor[] sending = new Actor[senders];
            for (int sender = 0; sender < senders; sender++) {
                int number = sender;
                sending[sender] = new Actor(each, i -> broadcast.send(i * senders + number));
            }
            atOnce(sending);
            broadcast.close();
            for (CompletableFuture<Long> one : received) {
                assertEquals((long) senders * each, get(one));
            }
        }
    }

    @Test
    void nullAndSendingAfterTheEndAreRefusedAtTheCall() {
        Broadcast<Integer> broadcast = lagging(1);
        assertRefused(NullPointerException.class, "null", () -> broadcast.send(null));
        assertRefused(NullPointerException.class, "lag", () -> broadcast.receiver((Lag) null));
        assertRefused(NullPointerException.class, "marker", () -> broadcast.receiver((LongFunction<Integer>) null));
        assertRefused(NullPointerException.class, "lag", () -> broadcast.replay(1, null));
        broadcast.close();
        assertRefused(ChannelClosedException.class, "closed", () -> broadcast.send(1));
        assertFails(ChannelClosedException.class, Many.just(1).sendTo(broadcast).toFuture());
    }
}
