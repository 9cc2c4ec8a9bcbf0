package io.nagare.engine.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.channel.ChannelClosedException;
import io.nagare.channel.Mpsc;
import io.nagare.channel.MpscSender;
import io.nagare.channel.MpscSlot;
import io.nagare.channel.ReceiverTakenException;
import io.nagare.channel.SendResult;
import io.nagare.engine.channel.ContractSetting.Actor;
import io.nagare.engine.strand.Probe;
import io.nagare.failure.BlockedWorkerException;
import io.nagare.policy.Retry;
import io.nagare.sync.AlreadyReleasedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The contract of every implementation of {@link Mpsc}. A subclass says how to make a channel. */
public abstract class MpscContract extends ChannelContract {

    /** Tries again after each millisecond. */
    private static final Retry AGAIN = Retry.forever().backoff(Duration.ofMillis(1), Duration.ofMillis(1));

    /** Makes a channel with room for that many values. */
    protected abstract <T> Mpsc<T> bounded(int capacity);

    /** The channel refuses the next receiver until a cancellation has reached the first receiver's strand. */
    private static <T> One<T> again(One<T> receiving) {
        return receiving.retry(AGAIN);
    }

    /** Sends a value for which there is room. */
    private void put(Mpsc<Integer> channel, int value) throws Exception {
        if (has(Capability.ROOM_AT_ONCE)) {
            assertEquals(SendResult.SENT, channel.trySend(value));
        } else {
            get(channel.send(value).toFuture());
        }
    }

    /** As {@link #put}, within a stream, which must not wait. */
    private void putFromWithin(Mpsc<Integer> channel, int value) {
        if (has(Capability.ROOM_AT_ONCE)) {
            assertEquals(SendResult.SENT, channel.trySend(value));
        } else {
            channel.send(value).toFuture();
        }
    }

    /** Whether an empty channel has a receiver. */
    private static boolean isTaken(Mpsc<?> channel) {
        try {
            channel.tryReceive();
            return false;
        } catch (ReceiverTakenException taken) {
            return true;
        }
    }

    @Test
    void valuesComeInOrderAndWaitForDemand() throws Exception {
        Mpsc<Integer> channel = bounded(4);
        put(channel, 1);
        Probe<Integer> receiver = take(channel.receiver(), 0);
        put(channel, 2);
        get(channel.send(3).toFuture());
        assertEquals(List.of(), receiver.signals());
        receiver.request(2);
        assertSignals(receiver, 1, 2);
        receiver.request(10);
        assertSignals(receiver, 1, 2, 3);
        get(channel.send(4).toFuture());
        assertSignals(receiver, 1, 2, 3, 4);
    }

    @Test
    void whoWaitsForRoomGetsItInTurnAndNobodyOvertakes() throws Exception {
        needs(Capability.ROOM_AT_ONCE);
        Mpsc<Integer> channel = bounded(2);
        channel.trySend(1);
        channel.trySend(2);
        assertEquals(SendResult.FULL, channel.trySend(-1));
        CompletableFuture<Void> third = channel.send(3).toFuture();
        CompletableFuture<MpscSlot<Integer>> fourth = channel.reserve().toFuture();
        CompletableFuture<Void> fifth = channel.send(5).toFuture();
        assertFalse(third.isDone() || fourth.isDone() || fifth.isDone());
        Probe<Integer> receiver = take(channel.receiver(), 1);
        get(third);
        assertFalse(fourth.isDone() || fifth.isDone());
        assertEquals(SendResult.FULL, channel.trySend(-2), "the room is kept for the waiting sender");
        assertNull(channel.tryReserve());
        receiver.request(1);
        get(fourth).send(4);
        assertFalse(fifth.isDone());
        receiver.request(3);
        get(fifth);
        assertSignals(receiver, 1, 2, 3, 4, 5);
        assertEquals(SendResult.SENT, channel.trySend(6));
    }

    @Test
    void aSendThatIsCancelledBeforeItCompletesHasNotSent() throws Exception {
        needs(Capability.ROOM_AT_ONCE);
        Mpsc<Integer> channel = bounded(1);
        channel.trySend(1);
        Probe<Void> cancelled = take(channel.send(2), 0);
        Probe<MpscSlot<Integer>> reserving = take(channel.reserve(), 1);
        CompletableFuture<Void> last = channel.send(3).toFuture();
        cancelled.cancel();
        reserving.cancel();
        Probe<Integer> receiver = take(channel.receiver(), 10);
        get(last);
        channel.close();
        assertSignals(receiver, 1, 3, "complete");
        assertSignals(cancelled);
        assertSignals(reserving);
    }

    @Test
    void sendingIsLazyAndSendsOnceForEachSubscription() throws Exception {
        Mpsc<Integer> channel = bounded(4);
        var sending = channel.send(1);
        assertEquals(0, channel.size());
        get(sending.toFuture());
        get(sending.toFuture());
        assertEquals(2, channel.size());
    }

    @Test
    void closingDrainsAndFailsWhoWaitsAndWhoComes() throws Exception {
        needs(Capability.ROOM_AT_ONCE);
        Mpsc<Integer> channel = bounded(2);
        channel.trySend(1);
        channel.trySend(2);
        CompletableFuture<Void> waiting = channel.send(3).toFuture();
        CompletableFuture<MpscSlot<Integer>> reserving = channel.reserve().toFuture();
        CompletableFuture<Void> closed = channel.closed().toFuture();
        assertFalse(closed.isDone());
        channel.close();
        channel.close();
        get(closed);
        assertTrue(channel.isClosed());
        assertFails(ChannelClosedException.class, waiting);
        assertFails(ChannelClosedException.class, reserving);
        assertFails(ChannelClosedException.class, channel.send(4).toFuture());
        assertFails(ChannelClosedException.class, channel.reserve().toFuture());
        assertFails(ChannelClosedException.class, Many.just(5).sendTo(channel).toFuture());
        assertEquals(SendResult.CLOSED, channel.trySend(6));
        assertNull(channel.tryReserve());
        assertSignals(take(channel.receiver(), 10), 1, 2, "complete");
        assertSignals(take(channel.receiver(), 0), "complete");
    }

    @Test
    void theEndComesOnlyWhenAllSlotsAreBack() throws Exception {
        needs(Capability.ROOM_AT_ONCE);
        Mpsc<Integer> channel = bounded(4);
        MpscSlot<Integer> used = get(channel.reserve().toFuture());
        MpscSlot<Integer> givenBack = Objects.requireNonNull(channel.tryReserve());
        assertEquals(2, channel.available());
        Probe<Integer> receiver = take(channel.receiver(), 10);
        channel.close();
        used.send(1);
        assertSignals(receiver, 1);
        givenBack.close();
        assertSignals(receiver, 1, "complete");
    }

    @Test
    void theEndNeedsNoDemand() throws Exception {
        needs(Capability.ROOM_AT_ONCE);
        Mpsc<Integer> channel = bounded(1);
        Probe<Integer> receiver = take(channel.receiver(), 0);
        MpscSlot<Integer> slot = Objects.requireNonNull(channel.tryReserve());
        channel.close();
        slot.close();
        assertSignals(receiver, "complete");
    }

    @Test
    void aSlotThatIsGivenBackGoesToWhoWaits() throws Exception {
        needs(Capability.ROOM_AT_ONCE);
        Mpsc<Integer> channel = bounded(1);
        MpscSlot<Integer> slot = get(channel.reserve().toFuture());
        CompletableFuture<Void> waiting = channel.send(1).toFuture();
        assertFalse(waiting.isDone());
        slot.close();
        get(waiting);
        assertSignals(take(channel.receiver(), 1), 1);
    }

    @Test
    void aSlotIsUsedOnce() {
        needs(Capability.ROOM_AT_ONCE);
        Mpsc<Integer> channel = bounded(2);
        MpscSlot<Integer> slot = Objects.requireNonNull(channel.tryReserve());
        assertRefused(NullPointerException.class, "null", () -> slot.send(null));
        slot.send(1);
        assertRefused(AlreadyReleasedException.class, "slot", () -> slot.send(2));
        slot.close();
        slot.close();
        assertEquals(1, channel.available());
        assertEquals(1, channel.size());
    }

    @Test
    void oneSubscriberAtATimeAndWhatItHasNotTakenStays() throws Exception {
        needs(Capability.ONE_RECEIVER);
        Mpsc<Integer> channel = bounded(4);
        for (int i = 1; i <= 4; i++) {
            channel.trySend(i);
        }
        Probe<Integer> first = take(channel.receiver(), 1);
        assertSignals(first, 1);
        assertTrue(failure(ReceiverTakenException.class, take(channel.receiver(), 1))
                .getMessage()
                .contains("subscriber already"));
        first.cancel();
        assertEquals(2, get(again(channel.receive()).toFuture()));
        assertEquals(List.of(3, 4), get(channel.receiver().take(2).collectList().toFuture()));
        assertSignals(first, 1);
    }

    @Test
    void whoTriesGetsWhatIsThereAndMakesRoom() throws Exception {
        needs(Capability.ROOM_AT_ONCE);
        Mpsc<Integer> channel = bounded(1);
        assertNull(channel.tryReceive());
        channel.trySend(1);
        CompletableFuture<Void> second = channel.send(2).toFuture();
        assertFalse(second.isDone());
        assertEquals(1, channel.tryReceive());
        get(second);
        channel.close();
        assertEquals(2, channel.tryReceive());
        assertNull(channel.tryReceive());
        assertNull(channel.receive().block());
    }

    @Test
    void whoTriesIsRefusedWhileThereIsASubscriber() throws Exception {
        needs(Capability.ROOM_AT_ONCE);
        Mpsc<Integer> channel = bounded(2);
        Probe<Integer> receiver = take(channel.receiver(), 0);
        channel.trySend(1);
        assertThrows(ReceiverTakenException.class, channel::tryReceive);
        receiver.request(1);
        assertSignals(receiver, 1);
    }

    @Test
    void whoReceivesOneCanReceiveTheNextFromWithin() throws Exception {
        Mpsc<Integer> channel = bounded(2);
        CompletableFuture<Integer> sum = channel.receive()
                .flatMap(first -> channel.receive().map(second -> 10 * first + second))
                .toFuture();
        put(channel, 1);
        assertFalse(sum.isDone());
        put(channel, 2);
        assertEquals(12, get(sum));
        Probe<Integer> cancelled = take(channel.receive(), 0);
        put(channel, 3);
        cancelled.cancel();
        assertEquals(3, get(again(channel.receive()).toFuture()));
        assertSignals(cancelled);
        Probe<Integer> last = take(channel.receive(), 0);
        channel.close();
        assertSignals(last, "complete");
        assertNull(channel.receive().block());
    }

    @Test
    void theChannelEndsWithTheLastOfItsCountedSenders() throws Exception {
        needs(Capability.COUNTED_SENDERS);
        Mpsc<Integer> channel = bounded(4);
        MpscSender<Integer> first = channel.sender();
        MpscSender<Integer> second = channel.sender();
        CompletableFuture<Void> firstClosed = first.closed().toFuture();
        CompletableFuture<Void> secondClosed = second.closed().toFuture();
        assertEquals(2, channel.senders());
        assertEquals(SendResult.SENT, first.trySend(1));
        first.close();
        first.close();
        get(firstClosed);
        assertFalse(secondClosed.isDone() || second.isClosed());
        assertTrue(first.isClosed());
        assertEquals(1, channel.senders());
        assertEquals(SendResult.CLOSED, first.trySend(-1));
        assertNull(first.tryReserve());
        assertFails(ChannelClosedException.class, first.send(-1).toFuture());
        assertFails(ChannelClosedException.class, first.reserve().toFuture());
        assertFails(ChannelClosedException.class, first.sendAll(Many.just(-1)).toFuture());
        assertThrows(ChannelClosedException.class, () -> first.sendBlocking(-1));
        get(second.send(2).toFuture());
        second.close();
        get(secondClosed);
        assertTrue(channel.isClosed());
        assertSignals(take(channel.receiver(), 10), 1, 2, "complete");
    }

    @Test
    void whatIsReadIsWhatIsThere() throws Exception {
        needs(Capability.ROOM_AT_ONCE);
        Mpsc<Integer> channel = bounded(3);
        assertEquals(3, channel.capacity());
        assertEquals(3, channel.available());
        channel.trySend(1);
        channel.trySend(2);
        MpscSlot<Integer> slot = Objects.requireNonNull(channel.tryReserve());
        assertEquals(2, channel.size());
        assertEquals(0, channel.available());
        assertSignals(take(channel.receiver(), 1), 1);
        slot.close();
        assertEquals(1, channel.size());
        assertEquals(2, channel.available());
        assertNotNull(channel.toString());
    }

    @Test
    void aPublisherThatIsSentIsAskedWhenThereIsRoom() throws Exception {
        Mpsc<Integer> channel = bounded(4);
        AtomicInteger taken = new AtomicInteger();
        CompletableFuture<Void> sending =
                Many.range(0, 100).doOnNext(i -> taken.incrementAndGet()).sendTo(channel).toFuture();
        eventually(() -> taken.get() >= 5);
        assertEquals(5, taken.get(), "four have their places and one waits");
        Probe<Integer> receiver = take(channel.receiver(), 10);
        eventually(() -> taken.get() >= 15);
        assertEquals(15, taken.get());
        receiver.request(1_000);
        get(sending);
        eventually(() -> receiver.signals().size() == 100);
        assertEquals(Many.range(0, 100).collectList().block(), receiver.signals());
        assertFalse(channel.isClosed());
    }

    @Test
    void aPublisherThatFailsOrIsCancelledLeavesTheChannelOpen() throws Exception {
        needs(Capability.WITHDRAWAL);
        Mpsc<Integer> channel = bounded(1);
        IllegalStateException planted = new IllegalStateException("planted");
        CompletableFuture<Void> failing =
                Many.range(0, 2).concatWith(Many.error(planted)).sendTo(channel).toFuture();
        assertFalse(failing.isDone(), "the item before the failure waits for room");
        List<Integer> discarded = new CopyOnWriteArrayList<>();
        Probe<Void> cancelled = take(
                Many.range(7, 100).sendTo(channel).doOnDiscard(Integer.class, discarded::add), 0);
        cancelled.cancel();
        eventually(() -> !discarded.isEmpty());
        assertEquals(List.of(7), discarded);
        Probe<Integer> receiver = take(channel.receiver(), 10);
        assertEquals(planted, assertFails(IllegalStateException.class, failing));
        assertSignals(receiver, 0, 1);
        assertEquals(SendResult.SENT, channel.trySend(2));
        assertSignals(receiver, 0, 1, 2);
    }

    @Test
    void sendingFromWithinTheReceiverWorks() throws Exception {
        Mpsc<Integer> channel = bounded(2);
        CompletableFuture<List<Integer>> received = channel.receiver()
                .doOnNext(n -> {
                    if (n < 1_000) {
                        putFromWithin(channel, n + 1);
                    } else {
                        channel.close();
                    }
                })
                .collectList()
                .toFuture();
        put(channel, 1);
        assertEquals(Many.range(1, 1_000).collectList().block(), get(received));
    }

    @Test
    protected void blockingFormsAreForThreadsThatMayBlock() throws Exception {
        Mpsc<Integer> channel = bounded(1);
        Thread sender = new Thread(() -> {
            for (int i = 0; i < 100; i++) {
                channel.sendBlocking(i);
            }
            channel.close();
        });
        sender.start();
        List<Integer> received = new ArrayList<>();
        channel.receiver().toIterable().forEach(received::add);
        sender.join();
        assertEquals(Many.range(0, 100).collectList().block(), received);
        assertThrows(ChannelClosedException.class, () -> channel.sendBlocking(1));
        try (Nagare nagare = Nagare.multiThread().workers(1).start()) {
            Mpsc<Integer> free = bounded(1);
            assertThrows(
                    BlockedWorkerException.class,
                    () -> nagare.spawn(() -> {
                                free.sendBlocking(1);
                                return 1;
                            })
                            .join());
            assertEquals(0, free.size());
        }
    }

    @Test
    void nullIsRefusedAtTheCall() {
        needs(Capability.COUNTED_SENDERS);
        Mpsc<Integer> channel = bounded(1);
        try (MpscSender<Integer> sender = channel.sender()) {
            for (MpscSender<Integer> each : List.of(channel, sender)) {
                assertRefused(NullPointerException.class, "null", () -> each.send(null));
                assertRefused(NullPointerException.class, "null", () -> each.trySend(null));
                assertRefused(NullPointerException.class, "null", () -> each.sendBlocking(null));
                assertRefused(NullPointerException.class, "values", () -> each.sendAll(null));
            }
        }
        assertEquals(0, channel.size());
    }

    /** Every value arrives once and in the order of its sender, in each way of sending. */
    @Test
    void manySendersAtOnce() throws Exception {
        int each = setting().times(20_000);
        for (int capacity : new int[] {1, 3, 64}) {
            Mpsc<int[]> channel = bounded(capacity);
            int[] next = new int[4];
            CompletableFuture<Void> received = channel.receiver()
                    .doOnNext(value -> assertEquals(next[value[0]]++, value[1]))
                    .then()
                    .toFuture();
            setting().withOtherRuntime(nagare -> {
                List<CompletableFuture<Void>> sending = new ArrayList<>();
                for (int sender = 0; sender < next.length; sender++) {
                    int number = sender;
                    Many<int[]> values = Many.range(0, each).map(i -> new int[] {number, i});
                    sending.add((sender % 2 == 0 ? values.sendTo(channel) : values.concatMap(channel::send).then())
                            .runOn(nagare)
                            .toFuture());
                }
                for (CompletableFuture<Void> one : sending) {
                    get(one);
                }
            });
            channel.close();
            get(received);
            for (int count : next) {
                assertEquals(each, count);
            }
        }
    }

    /**
     * Tokio's {@code closing_and_sending}: the value is received or refused, and a subscriber of {@code closed()} is
     * woken.
     */
    @Test
    @Tag("tokio-31")
    void closingAndSendingAtOnce() throws Exception {
        needs(Capability.ROOM_AT_ONCE);
        for (int round = 0; round < setting().times(500); round++) {
            Mpsc<Integer> channel = bounded(1);
            CompletableFuture<Void> closed = channel.closed().toFuture();
            Probe<Integer> receiver = take(channel.receiver(), 1);
            AtomicReference<SendResult> result = new AtomicReference<>();
            atOnce(Actor.once(channel::close), Actor.once(() -> result.set(channel.trySend(1))));
            get(closed);
            if (result.get() == SendResult.SENT) {
                assertSignals(receiver, 1, "complete");
            } else {
                assertEquals(SendResult.CLOSED, result.get());
                assertSignals(receiver, "complete");
            }
        }
    }

    @Test
    void aReceiverMayCancelFromWithinAndTheRestStays() throws Exception {
        Mpsc<Integer> channel = bounded(4);
        List<Integer> seen = new CopyOnWriteArrayList<>();
        Probe<Integer> cancelling = new Probe<>();
        channel.receiver()
                .doOnNext(value -> {
                    seen.add(value);
                    cancelling.cancel();
                })
                .subscribe(cancelling);
        cancelling.request(10);
        put(channel, 1);
        eventually(() -> seen.size() == 1);
        put(channel, 2);
        channel.close();
        assertEquals(2, get(again(channel.receive()).toFuture()));
        assertSignals(take(channel.receiver().retry(AGAIN), 1), "complete");
        assertEquals(List.of(1), seen);
        assertSignals(cancelling);
    }

    /** A receiver that throws breaks rule 2.13. The values that it has not taken stay in the channel. */
    @Test
    void aForeignReceiverThatThrowsLeavesTheRestToTheNext() throws Exception {
        needs(Capability.ONE_RECEIVER);
        Mpsc<Integer> channel = bounded(4);
        channel.receiver().subscribe(new Throwing<>());
        channel.trySend(1);
        assertEquals(SendResult.SENT, channel.trySend(2));
        assertEquals(2, get(again(channel.receive()).toFuture()));
        again(channel.receive()).subscribe(new Throwing<>());
        eventually(() -> isTaken(channel));
        channel.trySend(3);
        channel.trySend(4);
        assertEquals(4, get(again(channel.receive()).toFuture()));
        assertFalse(channel.isClosed());
    }

    /** The receiver sends, and its send waits for room that only the receiver itself can make. */
    @Test
    void aReceiverMaySendWhenThereIsNoRoom() throws Exception {
        Mpsc<Integer> channel = bounded(1);
        CompletableFuture<List<Integer>> received = channel.receiver()
                .doOnNext(value -> {
                    if (value < 100) {
                        channel.send(value + 1).toFuture();
                        if (has(Capability.ROOM_AT_ONCE)) {
                            assertEquals(SendResult.FULL, channel.trySend(-value), "there is room for one");
                        }
                    } else {
                        channel.close();
                    }
                })
                .collectList()
                .toFuture();
        put(channel, 1);
        assertEquals(Many.range(1, 100).collectList().block(), get(received));
    }

    @Test
    void aSlotSentFromWithinAGrantIsReceived() throws Exception {
        needs(Capability.ROOM_AT_ONCE);
        Mpsc<Integer> channel = bounded(1);
        List<Integer> order = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> third = channel.reserve()
                .flatMap(slot -> {
                    slot.send(1);
                    return channel.reserve();
                })
                .doOnNext(slot -> slot.send(2))
                .then(channel.send(3))
                .toFuture();
        Probe<Integer> receiver = take(channel.receiver().doOnNext(order::add), 10);
        get(third);
        assertSignals(receiver, 1, 2, 3);
        assertEquals(List.of(1, 2, 3), order);
    }

    @Test
    void aSenderOfAClosedChannelIsClosed() throws Exception {
        needs(Capability.COUNTED_SENDERS);
        Mpsc<Integer> channel = bounded(1);
        channel.close();
        MpscSender<Integer> late = channel.sender();
        assertTrue(late.isClosed());
        get(late.closed().toFuture());
        assertEquals(SendResult.CLOSED, late.trySend(1));
        assertNull(late.tryReserve());
        assertFails(ChannelClosedException.class, late.send(1).toFuture());
        late.close();
        late.close();
        assertEquals(0, channel.senders());
    }

    /** A foreign publisher gets demand for the free places and for one more item. */
    @Test
    void aForeignPublisherThatIsSentIsAskedForOneAtATime() throws Exception {
        needs(Capability.ROOM_AT_ONCE);
        Mpsc<Integer> channel = bounded(2);
        AtomicLong requested = new AtomicLong();
        AtomicInteger emitted = new AtomicInteger();
        Publisher<Integer> foreign = subscriber -> subscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                requested.addAndGet(n);
                for (long i = 0; i < n; i++) {
                    subscriber.onNext(emitted.incrementAndGet());
                }
            }

            @Override
            public void cancel() {}
        });
        Probe<Void> sending = take(channel.sendAll(foreign), 0);
        assertEquals(3, requested.get(), "two have their places and one waits");
        Probe<Integer> receiver = take(channel.receiver(), 5);
        assertSignals(receiver, 1, 2, 3, 4, 5);
        eventually(() -> requested.get() == 8);
        assertEquals(8, requested.get());
        sending.cancel();
        assertEquals(requested.get(), emitted.get());
    }

    /**
     * The publisher has failed while its last item waits for room, and then the channel is closed. Neither failure is
     * lost.
     */
    @Test
    void aRefusalTellsOfTheFailureThatWaitedBehindIt() throws Exception {
        needs(Capability.WITHDRAWAL);
        Mpsc<Integer> channel = bounded(1);
        IllegalStateException planted = new IllegalStateException("planted");
        CompletableFuture<Void> sending =
                Many.range(0, 2).concatWith(Many.error(planted)).sendTo(channel).toFuture();
        assertFalse(sending.isDone());
        channel.close();
        ChannelClosedException refusal = assertFails(ChannelClosedException.class, sending);
        assertEquals(List.of(planted), List.of(refusal.getSuppressed()));
        assertSignals(take(channel.receiver(), 5), 0, "complete");
    }

    /** Random waits for room, cancelled at random by other threads. No room is lost. */
    @Test
    @Tag("tokio-30")
    protected void noRoomIsLostWhenWaitsAreCancelled() throws Exception {
        needs(Capability.ROOM_AT_ONCE);
        Mpsc<Integer> channel = bounded(2);
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger received = new AtomicInteger();
        channel.receiver().subscribe(value -> received.incrementAndGet());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            SplittableRandom random = new SplittableRandom(i);
            threads.add(new Thread(() -> {
                for (int round = 0; round < 3_000; round++) {
                    if (random.nextBoolean()) {
                        channel.sendBlocking(round);
                        sent.incrementAndGet();
                        continue;
                    }
                    Reserving reserving = new Reserving();
                    channel.reserve().subscribe(reserving);
                    for (int spins = random.nextInt(100); spins > 0; spins--) {
                        Thread.onSpinWait();
                    }
                    reserving.giveUp();
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        eventually(() -> channel.available() == 2 && received.get() == sent.get());
        assertEquals(sent.get(), received.get());
    }

    /** Gives its slot back, whether the slot comes before or after {@code giveUp}. */
    private static final class Reserving implements Subscriber<MpscSlot<Integer>> {

        private volatile Subscription upstream;
        private MpscSlot<Integer> slot;
        private boolean gone;

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
            subscription.request(1);
        }

        @Override
        public synchronized void onNext(MpscSlot<Integer> granted) {
            slot = granted;
            if (gone) {
                granted.close();
            }
        }

        synchronized void giveUp() {
            gone = true;
            upstream.cancel();
            if (slot != null) {
                slot.close();
            }
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}
