package io.nagare.engine.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.nagare.LaggedException;
import io.nagare.Many;
import io.nagare.channel.Broadcast;
import io.nagare.channel.ChannelClosedException;
import io.nagare.channel.Multicast;
import io.nagare.engine.scheduler.StepScheduler;
import io.nagare.engine.strand.Egress;
import io.nagare.engine.strand.Probe;
import io.nagare.policy.Lag;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.reactivestreams.FlowAdapters;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class LaggingBroadcastTest extends MulticastContract {

    @Override
    protected Multicast<Integer> create(int capacity) {
        return Broadcast.lagging(capacity);
    }

    @Override
    protected void send(Multicast<Integer> broadcast, int value) {
        ((Broadcast<Integer>) broadcast).send(value);
    }


    private final StepScheduler scheduler = new StepScheduler();

    private <T> Probe<T> subscribe(Many<T> stream) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        return probe;
    }

    @Test
    void everyReceiverGetsEveryValueThatIsSentAfterItSubscribed() {
        Broadcast<Integer> broadcast = Broadcast.lagging(8);
        assertEquals(0, broadcast.send(1));
        Probe<Integer> first = subscribe(broadcast.subscribe()).request(10);
        assertEquals(1, broadcast.send(2));
        Probe<Integer> second = subscribe(broadcast.subscribe()).request(10);
        assertEquals(2, broadcast.send(3));
        broadcast.close();
        scheduler.runAll();
        assertEquals(List.of(2, 3, "complete"), first.signals());
        assertEquals(List.of(3, "complete"), second.signals());
        assertEquals(0, broadcast.subscribers());
    }

    @Test
    void capacityIsRoundedUpToAPowerOfTwoAndALaggardLearnsExactlyHowManyItMissed() {
        Broadcast<Integer> broadcast = Broadcast.lagging(3);
        assertEquals(4, broadcast.capacity());
        AtomicLong missed = new AtomicLong();
        Probe<Integer> receiver = subscribe(broadcast.subscribe(Lag.skip(missed::addAndGet)));
        for (int i = 0; i < 10; i++) {
            broadcast.send(i);
        }
        receiver.request(2);
        scheduler.runAll();
        assertEquals(6, missed.get());
        assertEquals(List.of(6, 7), receiver.signals());
        for (int i = 10; i < 17; i++) {
            broadcast.send(i);
        }
        broadcast.close();
        receiver.request(10);
        scheduler.runAll();
        assertEquals(6 + 5, missed.get());
        assertEquals(List.of(6, 7, 13, 14, 15, 16, "complete"), receiver.signals());
    }

    @Test
    void aCapacityOfOneKeepsTheLastValue() {
        Broadcast<Integer> broadcast = Broadcast.lagging(1);
        AtomicLong missed = new AtomicLong();
        Probe<Integer> receiver = subscribe(broadcast.subscribe(Lag.skip(missed::addAndGet)));
        broadcast.send(1);
        broadcast.send(2);
        broadcast.send(3);
        receiver.request(5);
        scheduler.runAll();
        assertEquals(List.of(3), receiver.signals());
        assertEquals(2, missed.get());
    }

    @Test
    void aReceiverThatAskedForItFailsWhenItLags() {
        Broadcast<Integer> broadcast = Broadcast.lagging(2);
        Probe<Integer> receiver = subscribe(broadcast.subscribe(Lag.fail()));
        for (int i = 0; i < 5; i++) {
            broadcast.send(i);
        }
        receiver.request(1);
        scheduler.runAll();
        LaggedException failure = assertInstanceOf(LaggedException.class, receiver.signals().get(0));
        assertEquals(3, failure.missed());
        assertEquals(0, broadcast.subscribers());
    }

    @Test
    void aReceiverMaySendFromWithin() {
        Broadcast<Integer> broadcast = Broadcast.lagging(8);
        Probe<Integer> receiver = subscribe(broadcast.subscribe().doOnNext(n -> {
            if (n < 3) {
                broadcast.send(n + 1);
            }
        }));
        receiver.request(10);
        scheduler.runAll();
        broadcast.send(1);
        scheduler.runAll();
        assertEquals(List.of(1, 2, 3), receiver.signals());
    }

    @Test
    void nullAndSendingAfterTheEndAreRefusedAtTheCall() {
        Broadcast<Integer> broadcast = Broadcast.lagging(1);
        assertRefused(NullPointerException.class, "null", () -> broadcast.send(null));
        assertRefused(NullPointerException.class, "lag", () -> broadcast.subscribe(null));
        assertRefused(NullPointerException.class, "lag", () -> broadcast.replay(1, null));
        broadcast.close();
        assertRefused(ChannelClosedException.class, "closed", () -> broadcast.send(1));
    }

    @Test
    void aReplayThatIsOvertakenIsMissedLikeAnythingElse() {
        Broadcast<Integer> broadcast = Broadcast.lagging(2);
        broadcast.send(1);
        broadcast.send(2);
        AtomicLong missed = new AtomicLong();
        Probe<Integer> receiver = subscribe(broadcast.replay(2, Lag.skip(missed::addAndGet)));
        broadcast.send(3);
        assertEquals(3, broadcast.lag());
        assertEquals(2, broadcast.depth());
        receiver.request(5);
        scheduler.runAll();
        assertEquals(List.of(2, 3), receiver.signals());
        assertEquals(1, missed.get());
    }

    /** Beyond the first size of the ring, and with a receiver that reads while it grows. */
    @Test
    void theRingGrowsUnderItsReaders() throws Exception {
        for (int round = 0; round < 20; round++) {
            Broadcast<Integer> broadcast = Broadcast.lagging(1 << 14);
            CompletableFuture<Void> received = broadcast
                    .subscribe(Lag.fail())
                    .zipWith(Many.range(0, 1 << 14), (value, expected) -> {
                        assertEquals(expected, value);
                        return value;
                    })
                    .then()
                    .toFuture();
            for (int i = 0; i < 1 << 14; i++) {
                broadcast.send(i);
            }
            broadcast.close();
            get(received);
            assertEquals(1 << 14, broadcast.replay(1 << 14).collectList().await().size());
        }
    }

    @Test
    void manySleepersAreWokenAndARuntimeThatStandsStillHoldsUpOnlyItsOwn() throws Exception {
        Broadcast<Integer> broadcast = Broadcast.lagging(8);
        List<Probe<Integer>> still = new ArrayList<>();
        List<Probe<Integer>> running = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            if (i % 70 < 40) {
                still.add(subscribe(broadcast.subscribe()).request(10));
            } else {
                running.add(take(broadcast.subscribe(), 10));
            }
        }
        scheduler.runAll();
        assertEquals(200, broadcast.send(1));
        for (Probe<Integer> probe : running) {
            assertSignals(probe, 1);
        }
        for (Probe<Integer> probe : still) {
            assertEquals(List.of(), probe.signals());
        }
        scheduler.runAll();
        for (Probe<Integer> probe : still) {
            assertEquals(List.of(1), probe.signals());
        }
    }

    @Test
    void aBroadcastIsReceivedByOtherLibrariesAsItIs() {
        Broadcast<Integer> broadcast = Broadcast.lagging(8);
        TestSubscriber<Integer> rx = Flowable.fromPublisher(broadcast.subscribe()).test();
        TestSubscriber<Integer> flow = Flowable.fromPublisher(
                        FlowAdapters.toPublisher(FlowAdapters.toFlowPublisher(broadcast.subscribe())))
                .test();
        StepVerifier.create(Flux.from(broadcast.subscribe()), 0)
                .then(() -> List.of(1, 2, 3).forEach(broadcast::send))
                .thenRequest(1)
                .expectNext(1)
                .thenRequest(1)
                .expectNext(2)
                .then(broadcast::close)
                .thenRequest(5)
                .expectNext(3)
                .expectComplete()
                .verify(Duration.ofSeconds(10));
        rx.awaitDone(10, TimeUnit.SECONDS).assertResult(1, 2, 3);
        flow.awaitDone(10, TimeUnit.SECONDS).assertResult(1, 2, 3);
    }
}
