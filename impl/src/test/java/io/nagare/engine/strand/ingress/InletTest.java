package io.nagare.engine.strand.ingress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Inlet;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Pipe;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.failure.ProtocolViolationException;
import io.nagare.failure.SubscribedTwiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Processor;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A subscriber that passes its items on as a stream, and the processor that is built from it. */
class InletTest {

    private static final IllegalStateException BOOM = new IllegalStateException("boom");

    private final StepScheduler scheduler = new StepScheduler();
    private final Inlet<Integer> inlet = Inlet.create();
    private final Probe<Integer> probe = new Probe<>();
    private final Recorded upstream = new Recorded();

    /** Makes the step scheduler the current one, so that the test decides when its streams run. */
    @BeforeEach
    void enter() {
        Schedulers.enter(scheduler);
    }

    @AfterEach
    void leave() {
        Schedulers.enter(null);
    }

    private void settle() {
        scheduler.runAll();
    }

    private List<Object> signals(Probe<?> of) {
        settle();
        return of.signals();
    }

    private List<String> calls(Recorded of) {
        settle();
        return of.calls();
    }

    @Test
    void demandIsPassedUpWhenTheSubscriberComesFirst() {
        inlet.items().subscribe(probe);
        probe.request(2);
        inlet.onSubscribe(upstream);
        assertEquals(List.of("request 2"), calls(upstream));
        inlet.onNext(1);
        inlet.onNext(2);
        inlet.onComplete();
        assertEquals(List.of(1, 2, "complete"), signals(probe));
    }

    @Test
    void demandIsPassedUpWhenThePublisherComesFirst() {
        inlet.onSubscribe(upstream);
        assertEquals(List.of(), calls(upstream), "nothing may be requested before somebody wants items");
        inlet.items().subscribe(probe);
        assertEquals(List.of(), calls(upstream));
        probe.request(1);
        assertEquals(List.of("request 1"), calls(upstream));
        inlet.onNext(1);
        probe.request(3);
        assertEquals(List.of("request 1", "request 3"), calls(upstream));
    }

    @Test
    void noMoreThanTheBufferIsRequestedAhead() {
        inlet.onSubscribe(upstream);
        inlet.items().subscribe(probe);
        probe.request(Long.MAX_VALUE);
        assertEquals(List.of("request 256"), calls(upstream));
    }

    @Test
    void aPublisherThatEmitsWithinRequestMayCompleteThere() {
        inlet.items().subscribe(probe);
        probe.request(10);
        Many.just(1, 2, 3).subscribe(inlet);
        assertEquals(List.of(1, 2, 3, "complete"), signals(probe));
    }

    @Test
    void anEndWaitsForTheSubscriber() {
        Many.<Integer>empty().subscribe(inlet);
        inlet.items().subscribe(probe);
        assertEquals(List.of("complete"), signals(probe));
    }

    @Test
    void aFailureWaitsForTheSubscriber() {
        Many.<Integer>error(BOOM).subscribe(inlet);
        inlet.items().subscribe(probe);
        assertEquals(List.of(BOOM), signals(probe));
    }

    @Test
    void anEndWithoutSubscriptionIsAnEnd() {
        inlet.items().subscribe(probe);
        inlet.onComplete();
        assertEquals(List.of("complete"), signals(probe));
        inlet.onSubscribe(upstream);
        assertEquals(List.of("cancel"), calls(upstream));
    }

    @Test
    void anEndWithoutSubscriptionWaitsToo() {
        inlet.onError(BOOM);
        inlet.items().subscribe(probe);
        assertEquals(List.of(BOOM), signals(probe));
    }

    @Test
    void cancellingTheItemsCancelsThePublisher() {
        inlet.onSubscribe(upstream);
        inlet.items().subscribe(probe);
        probe.cancel();
        settle();
        assertEquals(List.of("cancel"), calls(upstream));
    }

    @Test
    void aPublisherThatComesAfterTheCancellationIsCancelled() {
        inlet.items().subscribe(probe);
        probe.cancel();
        settle();
        inlet.onSubscribe(upstream);
        assertEquals(List.of("cancel"), calls(upstream));
    }

    @Test
    void aSecondPublisherIsCancelled() {
        inlet.onSubscribe(upstream);
        Recorded second = new Recorded();
        inlet.onSubscribe(second);
        assertEquals(List.of("cancel"), calls(second));
        assertEquals(List.of(), calls(upstream));
    }

    @Test
    void aSecondSubscriberIsToldSo() {
        inlet.onSubscribe(upstream);
        inlet.items().subscribe(probe);
        Probe<Integer> second = new Probe<>();
        inlet.items().subscribe(second);
        assertInstanceOf(SubscribedTwiceException.class, signals(second).get(0));
        probe.request(1);
        settle();
        inlet.onNext(1);
        assertEquals(List.of(1), signals(probe));
    }

    @Test
    void anItemThatNobodyAskedForIsRefusedAndClosed() {
        Inlet<Closed> items = Inlet.create();
        items.onSubscribe(upstream);
        Closed item = new Closed();
        items.onNext(item);
        assertEquals(1, item.times.get());
        assertEquals(List.of("cancel"), calls(upstream));
        Probe<Closed> late = new Probe<>();
        items.items().subscribe(late);
        assertEquals("1.1", assertInstanceOf(ProtocolViolationException.class, signals(late).get(0)).rule());
    }

    @Test
    void anItemBeforeTheSubscriptionIsRefused() {
        inlet.items().subscribe(probe);
        inlet.onNext(1);
        assertEquals("1.9", assertInstanceOf(ProtocolViolationException.class, signals(probe).get(0)).rule());
    }

    @Test
    void nullIsRefusedAndEndsTheStream() {
        for (Consumer<Inlet<Integer>> signal : List.<Consumer<Inlet<Integer>>>of(
                to -> to.onSubscribe(null), to -> to.onNext(null), to -> to.onError(null))) {
            for (boolean early : new boolean[] {true, false}) {
                Inlet<Integer> fresh = Inlet.create();
                Probe<Integer> subscriber = new Probe<>();
                if (!early) {
                    fresh.onSubscribe(new Recorded());
                    fresh.items().subscribe(subscriber);
                }
                assertThrows(NullPointerException.class, () -> signal.accept(fresh));
                if (early) {
                    fresh.items().subscribe(subscriber);
                }
                assertInstanceOf(NullPointerException.class, signals(subscriber).get(0));
            }
        }
    }

    @Test
    void aPublisherOfTheJdkFeedsIt() throws InterruptedException {
        Schedulers.enter(null);
        List<Integer> seen = new ArrayList<>();
        CountDownLatch ended = new CountDownLatch(1);
        inlet.items().map(item -> item * 10).doFinally(end -> ended.countDown()).subscribe(seen::add);
        try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>()) {
            publisher.subscribe(inlet.toFlowSubscriber());
            for (int i = 0; i < 1_000; i++) {
                publisher.submit(i);
            }
        }
        assertTrue(ended.await(10, TimeUnit.SECONDS));
        assertEquals(1_000, seen.size());
        assertEquals(9_990, seen.get(999));
    }

    @RepeatedTest(200)
    void theTwoMayMeetAtAnyMoment() throws InterruptedException {
        Schedulers.enter(null);
        CountDownLatch ended = new CountDownLatch(1);
        List<Object> seen = new ArrayList<>();
        CountDownLatch start = new CountDownLatch(1);
        Thread publisher = new Thread(() -> {
            try {
                start.await();
            } catch (InterruptedException interrupted) {
                return;
            }
            Many.just(1, 2, 3).subscribe(inlet);
        });
        publisher.start();
        start.countDown();
        inlet.items().doFinally(end -> ended.countDown()).subscribe(seen::add, seen::add, () -> seen.add("complete"));
        assertTrue(ended.await(10, TimeUnit.SECONDS));
        publisher.join();
        assertEquals(List.of(1, 2, 3, "complete"), seen);
    }

    // Pipe

    @Test
    void aPipeDoesWhatItsPipelineDoes() {
        Pipe<Integer, String> pipe = Pipe.of(items -> items.filter(item -> item % 2 == 1).map(item -> "" + item));
        Many.range(1, 5).subscribe(pipe);
        assertEquals(List.of("1", "3", "5"), Many.from(pipe).collectList().block());
    }

    @Test
    void aPipelineThatHasEnoughCancels() {
        Pipe<Integer, Integer> pipe = Pipe.of(items -> items.take(1));
        pipe.onSubscribe(upstream);
        pipe.subscribe(probe);
        probe.request(5);
        settle();
        pipe.onNext(1);
        assertEquals(List.of(1, "complete"), signals(probe));
        assertEquals(List.of("request 1", "cancel"), calls(upstream));
    }

    @Test
    void aPipelineThatEndsWithoutItsSourceCancelsIt() {
        Pipe<Integer, Integer> pipe = Pipe.of(items -> Many.just(7).concatWith(items).take(1));
        pipe.onSubscribe(upstream);
        pipe.subscribe(probe);
        probe.request(5);
        assertEquals(List.of(7, "complete"), signals(probe));
        assertEquals(List.of("cancel"), calls(upstream));
    }

    @Test
    void aSourceThatComesAfterThatIsCancelled() {
        Pipe<Integer, Integer> pipe = Pipe.of(items -> Many.error(BOOM));
        pipe.subscribe(probe);
        assertEquals(List.of(BOOM), signals(probe));
        pipe.onSubscribe(upstream);
        assertEquals(List.of("cancel"), calls(upstream));
    }

    @Test
    void aSubscriberThatLeavesBeforeTheSourceComesCancelsIt() {
        Pipe<Integer, Integer> pipe = Pipe.of(items -> Many.<Integer>never().takeUntil(items));
        pipe.subscribe(probe);
        probe.cancel();
        settle();
        pipe.onSubscribe(upstream);
        assertEquals(List.of("cancel"), calls(upstream));
    }

    @Test
    void completionNeverComesBeforeTheSubscription() {
        List<String> seen = new ArrayList<>();
        Processor<Integer, Integer> pipe = Pipe.of(items -> items);
        Many.<Integer>empty().subscribe(pipe);
        pipe.subscribe(new Subscriber<>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                seen.add("subscribed");
            }

            @Override
            public void onNext(Integer item) {
                seen.add("" + item);
            }

            @Override
            public void onError(Throwable failure) {
                seen.add("" + failure);
            }

            @Override
            public void onComplete() {
                seen.add("completed");
            }
        });
        assertEquals(List.of("subscribed", "completed"), seen);
    }

    @Test
    void aSharedPipeServesSeveral() {
        Pipe<Integer, Integer> pipe = Pipe.of(items -> items.replay(8));
        Many.just(1, 2, 3).subscribe(pipe);
        assertEquals(List.of(1, 2, 3), Many.from(pipe).collectList().block());
        assertEquals(List.of(1, 2, 3), Many.from(pipe).collectList().block());
    }

    @Test
    void aFailureThatNobodyTookGoesToTheHandler() {
        Schedulers.enter(null);
        List<Throwable> unseen = new ArrayList<>();
        try (Nagare runtime =
                Nagare.currentThread().onUnseenFailure((failure, where) -> unseen.add(failure)).start()) {
            runtime.blockOn(One.fromRunnable(() -> {
                Pipe<Integer, Integer> pipe = Pipe.of(items -> Many.just(7));
                Many.<Integer>error(BOOM).subscribe(pipe);
                pipe.subscribe(probe);
            }));
        }
        assertSame(BOOM, unseen.get(0));
    }

    @Test
    void aPipelineMustBeGiven() {
        assertThrows(NullPointerException.class, () -> Pipe.of(null));
        assertThrows(NullPointerException.class, () -> Pipe.of(items -> null));
        assertThrows(NullPointerException.class, () -> Pipe.<Integer, Integer>of(items -> items).subscribe(null));
    }

    private static final class Closed implements AutoCloseable {

        final AtomicInteger times = new AtomicInteger();

        @Override
        public void close() {
            times.incrementAndGet();
        }
    }

    /** A subscription that records its calls. */
    private static final class Recorded implements Subscription {

        private final List<String> calls = new ArrayList<>();

        synchronized List<String> calls() {
            return List.copyOf(calls);
        }

        @Override
        public synchronized void request(long n) {
            calls.add("request " + n);
        }

        @Override
        public synchronized void cancel() {
            calls.add("cancel");
        }
    }
}
