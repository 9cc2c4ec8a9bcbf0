package io.nagare.engine.channel.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Many;
import io.nagare.channel.Broadcast;
import io.nagare.engine.channel.BroadcastContract;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.policy.Lag;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.FlowAdapters;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class LaggingBroadcastTest extends BroadcastContract {

    @Override
    protected Broadcast<Integer> lagging(int capacity) {
        return Broadcast.lagging(capacity);
    }

    private final StepScheduler scheduler = new StepScheduler();

    private <T> Probe<T> subscribe(Many<T> stream) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        return probe;
    }

    /** "lag_uses_power_of_two_buffer_length". */
    @Test
    @Tag("tokio-28")
    void capacityIsRoundedUpToAPowerOfTwoAndALaggardLearnsExactlyHowManyItMissed() {
        Broadcast<Integer> broadcast = Broadcast.lagging(3);
        assertEquals(4, broadcast.capacity());
        AtomicLong missed = new AtomicLong();
        Probe<Integer> receiver = subscribe(broadcast.receiver(Lag.skip(missed::addAndGet)));
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

    /**
     * "broadcast_wrap" and "broadcast_send": three values and the end go through a ring of two, and two receivers run
     * in between. The test plays every order of these steps.
     */
    @Test
    @Tag("tokio-27")
    void inEveryOrderOfStepsReceivedAndMissedIsSent() {
        assertEquals(4_200, explore(new int[] {4, 3, 3}, new ArrayList<>()));
    }

    /** Plays all orders of the steps that are left, after those already chosen. Returns the number of orders. */
    private static int explore(int[] left, List<Integer> steps) {
        int orders = 0;
        for (int kind = 0; kind < left.length; kind++) {
            if (left[kind] > 0) {
                left[kind]--;
                steps.add(kind);
                orders += explore(left, steps);
                steps.remove(steps.size() - 1);
                left[kind]++;
            }
        }
        if (orders > 0) {
            return orders;
        }
        wrap(steps);
        return 1;
    }

    private static void wrap(List<Integer> steps) {
        Broadcast<Integer> broadcast = Broadcast.lagging(2);
        List<StepScheduler> runtimes = List.of(new StepScheduler(), new StepScheduler());
        List<Probe<Integer>> receivers = new ArrayList<>();
        long[] missed = new long[2];
        for (int i = 0; i < 2; i++) {
            int number = i;
            Probe<Integer> probe = new Probe<>();
            Egress.serve(probe, broadcast.receiver(Lag.skip(count -> missed[number] += count)), runtimes.get(i));
            receivers.add(probe);
        }
        int sent = 0;
        for (int step : steps) {
            if (step > 0) {
                receivers.get(step - 1).request(1);
                runtimes.get(step - 1).runAll();
            } else if (sent < 3) {
                broadcast.send(sent++);
            } else {
                broadcast.close();
            }
        }
        for (int i = 0; i < 2; i++) {
            receivers.get(i).request(3);
            runtimes.get(i).runAll();
            List<Object> signals = receivers.get(i).signals();
            assertEquals(3, signals.size() - 1 + missed[i], () -> steps + " gave " + signals);
            assertEquals(signals.stream().limit(signals.size() - 1).sorted().distinct().toList(),
                    signals.subList(0, signals.size() - 1), steps::toString);
            assertEquals(List.of(2, "complete"), signals.subList(signals.size() - 2, signals.size()), steps::toString);
        }
    }

    /** Sends more values than the first size of the ring, with a receiver that reads while the ring grows. */
    @Test
    void theRingGrowsUnderItsReaders() throws Exception {
        for (int round = 0; round < 20; round++) {
            Broadcast<Integer> broadcast = Broadcast.lagging(1 << 14);
            CompletableFuture<Void> received = broadcast
                    .receiver(Lag.fail())
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
            assertEquals(1 << 14, broadcast.replay(1 << 14).collectList().block().size());
        }
    }

    @Test
    void manySleepersAreWokenAndARuntimeThatStandsStillHoldsUpOnlyItsOwn() throws Exception {
        Broadcast<Integer> broadcast = Broadcast.lagging(8);
        List<Probe<Integer>> still = new ArrayList<>();
        List<Probe<Integer>> running = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            if (i % 70 < 40) {
                still.add(subscribe(broadcast.receiver()).request(10));
            } else {
                running.add(take(broadcast.receiver(), 10));
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
        TestSubscriber<Integer> rx = Flowable.fromPublisher(broadcast.receiver()).test();
        TestSubscriber<Integer> flow = Flowable.fromPublisher(
                        FlowAdapters.toPublisher(FlowAdapters.toFlowPublisher(broadcast.receiver())))
                .test();
        StepVerifier.create(Flux.from(broadcast.receiver()), 0)
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
