package io.nagare.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.emit.Emitter;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.policy.Flatten;
import io.nagare.policy.Sharing;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** The promises of the operators that combine and limit. The tags are the numbers of {@link MustPassTest}'s cases. */
class SemanticsTest {

    private final StepScheduler scheduler = new StepScheduler();

    private <T> Probe<T> start(Publisher<T> stream, long demand) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        if (demand > 0) {
            probe.request(demand);
        }
        scheduler.runAll();
        return probe;
    }

    @Tag("case-12")
    @Test
    void aFatalErrorOfAFunctionFailsTheStreamAndNotTheThread() {
        for (Error fatal :
                List.of(new OutOfMemoryError("planted"), new StackOverflowError("planted"), new AssertionError())) {
            Probe<Object> probe = start(
                    Many.range(0, 3).map(i -> {
                        throw fatal;
                    }),
                    3);
            assertEquals(List.of(fatal), probe.signals());
        }
        assertEquals(List.of(1, "complete"), start(Many.just(1), 1).signals());
    }

    @Tag("case-29")
    @Test
    void flatMapSubscribesToNoMoreThanItsConcurrencyAndToOneMoreForEachThatEnds() {
        AtomicInteger active = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Many<Integer> stream = Many.range(0, 40)
                .flatMap(
                        i -> One.delay(Duration.ofMillis(1 + i % 7))
                                .thenReturn(i)
                                .doOnSubscribe(() -> most.accumulateAndGet(active.incrementAndGet(), Math::max))
                                .doOnTerminate(active::decrementAndGet),
                        Flatten.concurrency(4));
        Probe<Integer> probe = start(stream, 100);
        assertEquals(4, active.get());
        scheduler.advance(Duration.ofSeconds(1));
        assertEquals(4, most.get());
        assertEquals(0, active.get());
        assertEquals(41, probe.signals().size());
    }

    @Tag("case-29")
    @Test
    void flatMapOfAHundredThousandPublishersThatAreAllOpenIsLinear() {
        List<AtomicReference<Emitter<Integer>>> emitters =
                IntStream.range(0, 100_000).mapToObj(i -> new AtomicReference<Emitter<Integer>>()).toList();
        Probe<Integer> probe = start(
                Many.fromIterable(emitters)
                        .flatMap(emitter -> Many.<Integer>create(emitter::set), Flatten.concurrency(100_000)),
                1_000_000);
        emitters.forEach(emitter -> {
            emitter.get().emit(1);
            emitter.get().complete();
        });
        scheduler.runAll();
        assertEquals(100_001, probe.signals().size());
    }

    @Tag("case-29")
    @Test
    void constantsAndNothingKeepTheirPlaceInOrder() {
        List<Object> expected = new ArrayList<>(IntStream.range(0, 60).filter(i -> i % 3 != 2).boxed().toList());
        expected.add("complete");
        for (int demand : new int[] {1, 2, 7, 100}) {
            Probe<Integer> probe = start(
                    Many.range(0, 60)
                            .flatMap(
                                    i -> i % 3 == 0
                                            ? Many.just(i)
                                            : i % 3 == 1
                                                    ? One.delay(Duration.ofMillis(60 - i))
                                                            .thenReturn(i)
                                                    : Many.empty(),
                                    Flatten.concurrency(8).ordered()),
                    0);
            for (int asked = 0; asked < 60; asked += demand) {
                probe.request(demand);
                scheduler.advance(Duration.ofSeconds(1));
            }
            assertEquals(expected, probe.signals());
        }
    }

    @Tag("case-30")
    @Test
    void theOrderOfTheSourceIsKeptUnderRandomDelays() {
        SplittableRandom random = new SplittableRandom(30);
        List<Object> expected = new ArrayList<>(IntStream.range(0, 200).boxed().toList());
        expected.add("complete");
        for (Flatten options : List.of(
                Flatten.oneByOne(),
                Flatten.concurrency(16).ordered(),
                Flatten.concurrency(200).ordered())) {
            Probe<Integer> probe = start(
                    Many.range(0, 200)
                            .flatMap(i -> One.delay(Duration.ofMillis(random.nextInt(20))).thenReturn(i), options),
                    1_000);
            scheduler.advance(Duration.ofMinutes(1));
            assertEquals(expected, probe.signals());
        }
    }

    @Tag("case-30")
    @Test
    void delayedErrorsComeAfterAllItemsAsOneThatCarriesTheOthers() {
        for (Flatten options : List.of(
                Flatten.oneByOne().delayingErrors(),
                Flatten.concurrency(3).delayingErrors(),
                Flatten.concurrency(3).ordered().delayingErrors())) {
            IllegalStateException first = new IllegalStateException("first");
            IllegalStateException second = new IllegalStateException("second");
            Probe<Integer> probe = start(
                    Many.merge(
                            List.of(
                                    Many.just(1).concatWith(Many.error(first)),
                                    Many.just(2).concatWith(Many.error(second)),
                                    Many.just(3)),
                            options),
                    9);
            assertEquals(List.of(1, 2, 3, first), probe.signals());
            assertEquals(List.of(second), List.of(first.getSuppressed()));
        }
    }

    @Tag("case-31")
    @Test
    void zipEndsWithTheShortestAndDiscardsWhatTheOthersHaveWaiting() {
        List<Object> discarded = new ArrayList<>();
        List<String> cancelled = new ArrayList<>();
        Many<Integer> longer =
                Many.range(0, 5).hide().concatWith(Many.never()).doOnCancel(() -> cancelled.add("longer"));
        Probe<Object> probe = start(
                Many.zip(longer, Many.just("a", "b").hide(), (number, letter) -> number + letter)
                        .doOnDiscard(Integer.class, discarded::add)
                        .map(row -> (Object) row),
                10);
        assertEquals(List.of("0a", "1b", "complete"), probe.signals());
        assertEquals(List.of(2, 3, 4), discarded);
        assertEquals(List.of("longer"), cancelled);
    }

    @Tag("case-31")
    @Test
    void zipWithAnEmptySourceEndsAtOnceAndARowThatMeetsACancellationIsDiscarded() {
        assertEquals(List.of("complete"), start(Many.zip(Many.never(), Many.empty(), (a, b) -> a), 0).signals());
        List<String> discarded = new ArrayList<>();
        Probe<String> probe = new Probe<>();
        Egress.serve(
                probe,
                Many.zip(Many.range(0, 9), Many.range(0, 9), (a, b) -> {
                            probe.cancel();
                            return "row " + a + b;
                        })
                        .doOnDiscard(String.class, discarded::add),
                scheduler);
        probe.request(5);
        scheduler.runAll();
        assertEquals(List.of(), probe.signals());
        assertEquals(List.of("row 00"), discarded);
    }

    @Tag("case-33")
    @Test
    void theSlowestPacesASharedSourceUntilItLeaves() {
        AtomicLong emitted = new AtomicLong();
        Many<Integer> shared = Many.range(0, 1_000)
                .doOnNext(item -> emitted.incrementAndGet())
                .share(Sharing.slowestPaces(8).connectAfter(2));
        Probe<Integer> fast = start(shared, 10_000);
        Probe<Integer> slow = start(shared, 3);
        assertEquals(3, slow.signals().size());
        assertTrue(emitted.get() <= 3 + 8 + 1, emitted + " were taken from the source");
        slow.cancel();
        scheduler.runAll();
        assertEquals(1_001, fast.signals().size());
    }

    @Tag("case-33")
    @Test
    void whoComesAfterTheEndOfAShareStartsItAnew() {
        AtomicInteger subscriptions = new AtomicInteger();
        Many<Integer> shared = Many.range(0, 3).doOnSubscribe(subscriptions::incrementAndGet).share();
        assertEquals(List.of(0, 1, 2, "complete"), start(shared, 9).signals());
        assertEquals(List.of(0, 1, 2, "complete"), start(shared, 9).signals());
        assertEquals(2, subscriptions.get());
    }

    @Tag("case-38")
    @Test
    void takeNeverRequestsMoreThanItTakes() {
        List<Long> requests = new ArrayList<>();
        Probe<Integer> probe = start(Many.range(0, 100).doOnRequest(requests::add).take(5), 3);
        probe.request(Long.MAX_VALUE);
        scheduler.runAll();
        assertEquals(List.of(3L, 2L), requests);
        assertEquals(List.of(0, 1, 2, 3, 4, "complete"), probe.signals());
    }

    @Tag("case-38")
    @Test
    void takingNothingEndsWithoutDemandAndLetsTheSourceGo() {
        AtomicInteger released = new AtomicInteger();
        Many<Integer> source = Many.<Integer>never().doFinally(end -> released.incrementAndGet());
        assertEquals(List.of("complete"), start(source.take(0), 0).signals());
        assertEquals(List.of("complete"), start(source.takeUntil(Many.empty()), 0).signals());
        assertEquals(2, released.get());
    }

    @Tag("case-40")
    @Test
    void whoHasCancelledIsReachableFromNothing() throws Exception {
        HandDriven<Integer> source = new HandDriven<>();
        List<Many<Integer>> streams = List.of(
                Many.from(source),
                Many.from(source).timeout(Duration.ofHours(1)),
                Many.from(source).delayElements(Duration.ofHours(1)),
                Many.from(source).bufferTimeout(3, Duration.ofHours(1)).map(List::size),
                Many.interval(Duration.ZERO, Duration.ofHours(1)).map(Long::intValue));
        for (Many<Integer> stream : streams) {
            Probe<Integer> probe = start(stream, 5);
            probe.cancel();
            scheduler.runAll();
            WeakReference<Probe<Integer>> reference = new WeakReference<>(probe);
            probe = null;
            for (int i = 0; i < 100 && reference.get() != null; i++) {
                System.gc();
                Thread.sleep(10);
            }
            assertNull(reference.get(), "still reachable");
        }
        assertEquals(0, scheduler.armedCount());
    }
}
