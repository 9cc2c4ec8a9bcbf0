package io.nagare.engine.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.failure.InvalidDemandException;
import io.nagare.failure.ProtocolViolationException;
import io.nagare.failure.RuntimeClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

class EgressTest {

    private final StepScheduler scheduler = new StepScheduler();

    private <T> Probe<T> subscribe(Many<T> stream) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        return probe;
    }

    @Test
    void nothingIsSentBeforeThereIsDemand() {
        Probe<Integer> probe = subscribe(Many.range(1, 3));
        assertEquals(List.of(), probe.signals());
        probe.request(2);
        scheduler.runAll();
        assertEquals(List.of(1, 2), probe.signals());
        probe.request(1);
        scheduler.runAll();
        assertEquals(List.of(1, 2, 3, "complete"), probe.signals());
    }

    @Test
    void demandMadeInOnSubscribeIsServedAfterItHasReturned() {
        List<String> order = new ArrayList<>();
        Egress.serve(
                new Subscriber<Integer>() {
                    @Override
                    public void onSubscribe(Subscription subscription) {
                        subscription.request(1);
                        order.add("subscribed");
                    }

                    @Override
                    public void onNext(Integer item) {
                        order.add("item");
                    }

                    @Override
                    public void onError(Throwable failure) {}

                    @Override
                    public void onComplete() {
                        order.add("complete");
                    }
                },
                Many.just(1),
                scheduler);
        assertEquals(List.of("subscribed", "item", "complete"), order);
    }

    @Test
    void aStreamThatIsCancelledInOnSubscribeIsAttachedAndCancelled() {
        List<String> attached = new ArrayList<>();
        Egress.serve(
                new Subscriber<Integer>() {
                    @Override
                    public void onSubscribe(Subscription subscription) {
                        subscription.cancel();
                    }

                    @Override
                    public void onNext(Integer item) {}

                    @Override
                    public void onError(Throwable failure) {}

                    @Override
                    public void onComplete() {}
                },
                Many.defer(() -> {
                            attached.add("attached");
                            return Many.just(1);
                        })
                        .doOnNext(item -> attached.add("item"))
                        .doOnCancel(() -> attached.add("cancelled"))
                        .doFinally(end -> attached.add("finally " + end)),
                scheduler);
        assertEquals(List.of("attached", "cancelled", "finally CANCELLED"), attached);
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void spec309aDemandBelowOneFailsTheStreamAndCancelsUpstream() {
        List<String> upstream = new ArrayList<>();
        Probe<Integer> probe = subscribe(Many.<Integer>never().doOnCancel(() -> upstream.add("cancelled")));
        probe.request(-7);
        scheduler.runAll();
        InvalidDemandException failure =
                assertInstanceOf(InvalidDemandException.class, probe.signals().get(0));
        assertEquals(-7, failure.requested());
        assertEquals(List.of("cancelled"), upstream);
        assertEquals(1, probe.signals().size());
    }

    @Test
    void spec317demandSaturates() {
        Probe<Integer> probe = subscribe(Many.range(1, 5));
        probe.request(Long.MAX_VALUE - 1).request(Long.MAX_VALUE - 1).request(10);
        scheduler.runAll();
        assertEquals(List.of(1, 2, 3, 4, 5, "complete"), probe.signals());
    }

    @Test
    void cancelFromAnotherThreadStopsTheStreamAtItsNextStep() {
        Probe<Integer> probe = subscribe(Many.range(1, 1_000_000));
        probe.request(1);
        scheduler.runAll();
        probe.cancel();
        probe.request(5);
        scheduler.runAll();
        assertEquals(List.of(1), probe.signals());
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void aSubscriberThatThrowsIsCancelledAndTheRuntimeIsTold() {
        List<String> upstream = new ArrayList<>();
        Egress.serve(
                new Subscriber<Integer>() {
                    @Override
                    public void onSubscribe(Subscription subscription) {
                        subscription.request(2);
                    }

                    @Override
                    public void onNext(Integer item) {
                        throw new IllegalStateException("broken subscriber");
                    }

                    @Override
                    public void onError(Throwable failure) {
                        upstream.add("error");
                    }

                    @Override
                    public void onComplete() {
                        upstream.add("complete");
                    }
                },
                Many.range(1, 2).doOnCancel(() -> upstream.add("cancelled")),
                scheduler);
        assertEquals(List.of("cancelled"), upstream);
        ProtocolViolationException told =
                assertInstanceOf(ProtocolViolationException.class, scheduler.unseen().get(0));
        assertEquals("2.13", told.rule());
    }

    @Test
    void closingTheRuntimeFailsAnIdleStream() {
        Probe<Integer> probe = subscribe(Many.<Integer>never());
        assertEquals(1, scheduler.liveCount());
        scheduler.close(Duration.ZERO);
        assertInstanceOf(RuntimeClosedException.class, probe.signals().get(0));
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void aStreamThatWouldWaitOnAClosedRuntimeFails() {
        scheduler.close(Duration.ZERO);
        Probe<Integer> probe = subscribe(Many.<Integer>never());
        assertInstanceOf(RuntimeClosedException.class, probe.signals().get(0));
        assertTrue(scheduler.unseen().isEmpty());
    }

    @Test
    void aStreamThatHasEndedIsNotKeptAlive() {
        subscribe(Many.range(1, 3)).request(Long.MAX_VALUE);
        scheduler.runAll();
        assertEquals(0, scheduler.liveCount());
    }
}
