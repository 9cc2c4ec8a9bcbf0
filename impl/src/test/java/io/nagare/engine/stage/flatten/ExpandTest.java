package io.nagare.engine.stage.flatten;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.stage.Tally;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.failure.ExpansionLimitException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

class ExpandTest {

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Object> events = new ArrayList<>();

    private <T> Probe<T> start(Publisher<T> stream, long demand) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        probe.request(demand);
        scheduler.runAll();
        return probe;
    }

    /** The nodes of a tree in which n has the children 2n and 2n + 1, below a limit. */
    private static Many<Integer> children(int node, int limit) {
        return Many.just(2 * node, 2 * node + 1).filter(child -> child < limit);
    }

    @Test
    void aTreeComesLevelByLevel() {
        Probe<Integer> probe = start(Many.just(1).expand(i -> children(i, 16)), Long.MAX_VALUE);
        assertEquals(IntStream.range(1, 16).boxed().toList(), probe.signals().subList(0, 15));
        assertEquals("complete", probe.signals().get(15));
        Many<Integer> two = Many.just(1, 5).expand(i -> children(i, 12));
        assertEquals(List.of(1, 5, 2, 3, 10, 11, 4, 5, 6, 7, 8, 9, 10, 11, "complete"), start(two, 99).signals());
    }

    @Test
    void demandGoesFromOnePublisherToTheNext() {
        List<Long> asked = new ArrayList<>();
        Probe<Integer> probe =
                start(Many.just(1).expand(i -> i < 4 ? Many.range(i + 1, 1).doOnRequest(asked::add) : Many.empty()), 2);
        assertEquals(List.of(1, 2), probe.signals());
        probe.request(2);
        scheduler.runAll();
        assertEquals(List.of(1, 2, 3, 4, "complete"), probe.signals());
        assertEquals(List.of(1L, 2L, 1L), asked);
    }

    @Test
    void itemsAreEmittedBeforeTheFunctionIsCalledAndPublishersStartInTheirTurn() {
        start(
                Many.range(0, 2)
                        .expand(i -> {
                            events.add("expand " + i);
                            return i < 10
                                    ? Many.just(i + 10).doOnSubscribe(() -> events.add("subscribe " + i))
                                    : Many.empty();
                        })
                        .doOnNext(events::add),
                9);
        assertEquals(
                List.of(0, "expand 0", 1, "expand 1", "subscribe 0", 10, "expand 10", "subscribe 1", 11, "expand 11"),
                events);
    }

    @Test
    void pagesFollowOneAnother() {
        Many<String> pages = One.just("page 1").toMany().expand(1, page -> {
            int next = Integer.parseInt(page.substring(5)) + 1;
            return next > 4 ? One.empty() : One.just("page " + next).delayElements(Duration.ofMillis(5));
        });
        Probe<String> probe = start(pages, 9);
        assertEquals(List.of("page 1"), probe.signals());
        scheduler.advance(Duration.ofMillis(5));
        scheduler.advance(Duration.ofMillis(5));
        scheduler.advance(Duration.ofMillis(5));
        assertEquals(List.of("page 1", "page 2", "page 3", "page 4", "complete"), probe.signals());
    }

    @Test
    void morePublishersThanMayWaitFailTheStreamAndNameTheNumber() {
        Probe<Integer> probe = start(
                Many.range(1, 9).doOnCancel(() -> events.add("cancelled")).expand(3, i -> Many.just(0)
                        .hide()),
                Long.MAX_VALUE);
        assertEquals(List.of(1, 2, 3, 4), probe.signals().subList(0, 4));
        ExpansionLimitException failure = assertInstanceOf(ExpansionLimitException.class, probe.signals().get(4));
        assertEquals(3, failure.capacity());
        assertTrue(failure.getMessage().contains("3 publishers wait"), failure.getMessage());
        assertEquals(List.of("cancelled"), events);
        assertEquals(
                List.of(0, 1, 2, 3, "complete"),
                start(Many.range(0, 4).expand(1, i -> Many.empty()), 9).signals());
    }

    @Test
    void aFailureAnywhereEndsIt() {
        IllegalStateException boom = new IllegalStateException("boom");
        assertEquals(List.of(1, boom), start(Many.just(1).expand(i -> Many.error(boom)), 9).signals());
        assertEquals(
                List.of(1, boom),
                start(Many.just(1).concatWith(Many.error(boom)).expand(i -> Many.just(2)), 9)
                        .signals());
    }

    @Test
    void cancellationReachesWhateverRunsAndNothingStartsAfterIt() {
        Probe<Integer> probe = start(
                Many.just(1, 2).expand(i -> {
                    events.add(i);
                    return Many.<Integer>never().doOnCancel(() -> events.add("cancelled " + i));
                }),
                9);
        probe.cancel();
        scheduler.runAll();
        assertEquals(List.of(1, 2, "cancelled 1"), events);
        assertEquals(
                List.of(1, 2),
                start(Many.just(1).expand(i -> Many.just(i + 1)).take(2), 9)
                        .signals()
                        .subList(0, 2));
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void cancellationFromWithinTheFunctionOrFromWithinAnItem() {
        for (boolean inFunction : new boolean[] {true, false}) {
            Probe<Integer> probe = new Probe<>();
            Many<Integer> stream = Many.range(0, 9).doOnCancel(() -> events.add("cancelled")).expand(1, i -> {
                events.add("expand " + i);
                if (inFunction && i == 0) {
                    probe.cancel();
                }
                return Many.<Integer>never().doOnSubscribe(() -> events.add("subscribed"));
            });
            Egress.serve(probe, inFunction ? stream : stream.doOnNext(i -> probe.cancel()), scheduler);
            probe.request(9);
            scheduler.runAll();
            assertEquals(inFunction ? List.of("expand 0", "cancelled") : List.of("cancelled"), events);
            assertEquals(inFunction ? List.of(0) : List.of(), probe.signals());
            assertEquals(0, scheduler.liveCount());
            events.clear();
        }
    }

    @Test
    void aMillionLevelsNeedNoStack() {
        One<Long> depth = Many.just(1).expand(1, i -> i < 1_000_000 ? Many.just(i + 1) : Many.empty()).count();
        assertEquals(List.of(1_000_000L, "complete"), start(depth, 1).signals());
        One<Long> nothingBelow = Many.range(0, 1_000_000)
                .expand(1_000_000, i -> Many.empty().hide().cast(Integer.class))
                .count();
        assertEquals(List.of(1_000_000L, "complete"), start(nothingBelow, 1).signals());
    }

    @Test
    void everyItemIsDeliveredOrDiscardedOnceWhereverItEnds() {
        Tally.<Integer>check(m -> m.expand(i -> Many.never()), List::of);
        Tally.<Integer>check(m -> m.expand(i -> Many.empty()), List::of);
    }
}
