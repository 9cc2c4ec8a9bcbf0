package io.nagare.engine.stage.flatten;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.emit.Emitter;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.stage.Tally;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.policy.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** {@code filterWhen} and {@code delayUntil}: each item in turn waits for a publisher of its own. */
class FilterWhenTest {

    private static final Duration TEN = Duration.ofMillis(10);

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Object> events = new ArrayList<>();

    private <T> Probe<T> start(Publisher<T> stream, long demand) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        if (demand > 0) {
            probe.request(demand);
        }
        scheduler.advance(Duration.ZERO);
        return probe;
    }

    private static One<Boolean> later(boolean accepted) {
        return One.just(accepted).delayElements(TEN);
    }

    @Test
    void itemsAreAskedAboutOneAtATimeAndInOrder() {
        Probe<Integer> probe = start(
                Many.range(0, 5)
                        .doOnRequest(n -> events.add("request " + n))
                        .filterWhen(i -> later(i % 2 == 0).doOnSubscribe(() -> events.add(i))),
                2);
        assertEquals(List.of("request 1", 0), events);
        scheduler.advance(TEN);
        scheduler.advance(TEN);
        assertEquals(List.of("request 1", 0, "request 1", 1, "request 1", 2), events);
        scheduler.advance(TEN);
        assertEquals(List.of(0, 2), probe.signals());
        assertEquals(6, events.size(), "no demand, nothing requested");
        probe.request(9);
        scheduler.advance(TEN);
        scheduler.advance(TEN);
        assertEquals(List.of(0, 2, 4, "complete"), probe.signals());
    }

    @Test
    void theFirstAnswerCountsAndNoneMeansNo() {
        Many<Boolean> answers =
                Many.just(true, false).concatWith(Many.never()).doOnCancel(() -> events.add("cancelled"));
        assertEquals(List.of(1, "complete"), start(Many.just(1).filterWhen(i -> answers), 9).signals());
        assertEquals(List.of("cancelled"), events);
        assertEquals(List.of("complete"), start(Many.just(1).filterWhen(i -> Many.empty()), 9).signals());
        assertEquals(List.of("complete"), start(One.just(1).filterWhen(i -> One.just(false)), 9).signals());
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void aDelayedItemIsEmittedWhenItsPublisherHasCompleted() {
        Probe<Integer> probe = start(
                Many.range(0, 2).delayUntil(i -> Many.range(0, 3).delayElements(TEN).doOnNext(events::add)), 9);
        scheduler.advance(TEN);
        scheduler.advance(TEN);
        assertEquals(List.of(), probe.signals());
        scheduler.advance(TEN);
        assertEquals(List.of(0), probe.signals());
        scheduler.advance(TEN.multipliedBy(9));
        assertEquals(List.of(0, 1, "complete"), probe.signals());
        assertEquals(List.of(0, 1, 2, 0, 1, 2), events);
        assertEquals(List.of(7, "complete"), start(One.just(7).delayUntil(i -> One.empty()), 1).signals());
    }

    @Test
    void aFailureOfEitherSideCancelsTheOtherAndDiscardsTheItem() {
        IllegalStateException boom = new IllegalStateException("boom");
        AtomicReference<Emitter<Integer>> emitter = new AtomicReference<>();
        Many<Integer> source = Many.<Integer>create(emitter::set, Overflow.unbounded())
                .doOnCancel(() -> events.add("source cancelled"));
        Many<Boolean> never = Many.<Boolean>never().doOnCancel(() -> events.add("verdict cancelled"));
        Probe<Integer> above = start(source.filterWhen(i -> never).doOnDiscard(Integer.class, events::add), 9);
        emitter.get().emit(1);
        emitter.get().error(boom);
        scheduler.runAll();
        assertEquals(List.of(boom), above.signals());
        assertEquals(List.of("verdict cancelled", 1), events);

        events.clear();
        Probe<Integer> beside =
                start(source.filterWhen(i -> Many.error(boom)).doOnDiscard(Integer.class, events::add), 9);
        emitter.get().emit(2);
        scheduler.runAll();
        assertEquals(List.of(boom), beside.signals());
        assertEquals(List.of("source cancelled", 2), events);
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void completionWaitsForTheItem() {
        Probe<Integer> probe = start(Many.just(1).filterWhen(i -> later(true)), 1);
        assertEquals(List.of(), probe.signals());
        scheduler.advance(TEN);
        assertEquals(List.of(1, "complete"), probe.signals());
    }

    @Test
    void demandMadeFromWithinIsServedWithoutNesting() {
        AtomicReference<Probe<Integer>> self = new AtomicReference<>(new Probe<>());
        int[] depth = new int[2];
        Many<Integer> stream = Many.range(0, 50)
                .filterWhen(i -> i % 2 == 0 ? later(true) : Many.just(true))
                .doOnNext(i -> {
                    depth[1] = Math.max(depth[1], ++depth[0]);
                    self.get().request(1);
                    depth[0]--;
                });
        Egress.serve(self.get(), stream, scheduler);
        self.get().request(1);
        scheduler.advance(Duration.ofSeconds(1));
        assertEquals(51, self.get().signals().size());
        assertEquals(1, depth[1]);
    }

    @Test
    void cancellationFromWithinThePredicateOrItsPublisher() {
        for (boolean late : new boolean[] {false, true}) {
            events.clear();
            Probe<Integer> probe = new Probe<>();
            Many<Integer> stream = Many.range(0, 9)
                    .filterWhen(i -> {
                        if (!late) {
                            probe.cancel();
                        }
                        return Many.defer(() -> {
                            probe.cancel();
                            return Many.just(true);
                        });
                    })
                    .doOnDiscard(Integer.class, events::add);
            Egress.serve(probe, stream, scheduler);
            probe.request(9);
            scheduler.runAll();
            assertEquals(List.of(), probe.signals());
            assertEquals(List.of(0), events);
            assertEquals(0, scheduler.liveCount());
        }
    }

    @Test
    void aMillionItemsThatAreDecidedAtOnceNeedNoStack() {
        int count = 1_000_000;
        One<Long> even = Many.range(0, count).filterWhen(i -> Many.just(i % 2 == 0)).count();
        assertEquals(List.of(500_000L, "complete"), start(even, 1).signals());
    }

    @Test
    void everyItemIsDeliveredOrDiscardedOnceWhereverItEnds() {
        Tally.<Integer>check(m -> m.filterWhen(i -> later(true)), List::of);
        Tally.<Integer>check(
                m -> m.delayUntil(i -> i % 2 == 0 ? One.empty() : One.delay(Duration.ofMillis(1))), List::of);
    }
}
