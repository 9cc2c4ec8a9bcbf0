package io.nagare.engine.stage.flatten;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

class FlatMapIterableTest {

    private final StepScheduler scheduler = new StepScheduler();
    private final IllegalStateException boom = new IllegalStateException("boom");

    private <T> Probe<T> start(Publisher<T> stream, long demand) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        if (demand > 0) {
            probe.request(demand);
        }
        scheduler.runAll();
        return probe;
    }

    private void request(Probe<?> probe, long n) {
        probe.request(n);
        scheduler.runAll();
    }

    private static Iterable<Integer> naturals() {
        return () -> Stream.iterate(0, i -> i + 1).iterator();
    }

    @Test
    void elementsComeInOrderWhateverTheDemand() {
        Many<Integer> stream = Many.just(2, 0, 3).flatMapIterable(n -> Collections.nCopies(n, n));
        assertEquals(List.of(2, 2, 3, 3, 3, "complete"), start(stream, Long.MAX_VALUE).signals());
        Probe<Integer> probe = start(stream, 0);
        for (int i = 1; i <= 4; i++) {
            request(probe, 1);
            assertEquals(i, probe.signals().size());
        }
        request(probe, 1);
        assertEquals(List.of(2, 2, 3, 3, 3, "complete"), probe.signals(), "the end needs no demand");
        assertEquals(List.of(1, 2, "complete"), start(One.just(1).flatMapIterable(i -> List.of(i, 2)), 2).signals());
    }

    @Test
    void anIterableMayBeEndless() {
        assertEquals(
                List.of(0, 1, 2, "complete"),
                start(Many.just(1).flatMapIterable(i -> naturals()).take(3), 9).signals());
    }

    @Test
    void anEndlessIterableLeavesTheThreadToOthers() {
        List<Integer> seen = new ArrayList<>();
        AtomicReference<Probe<Integer>> probe = new AtomicReference<>(new Probe<>());
        Many<Integer> endless = Many.just(1)
                .flatMapIterable(i -> naturals())
                .doOnNext(i -> seen.add(i))
                .filter(i -> false);
        Egress.serve(probe.get(), endless, scheduler);
        probe.get().request(1);
        scheduler.runOne();
        int first = seen.size();
        assertTrue(first > 0 && first < 100_000, "" + first);
        scheduler.runOne();
        assertTrue(seen.size() > first && seen.size() < 100_000, "" + seen.size());
        probe.get().cancel();
        scheduler.runAll();
    }

    @Test
    void upstreamIsAskedForOneItemAtATime() {
        List<Long> requests = new ArrayList<>();
        Many<Integer> stream = Many.range(0, 3).doOnRequest(requests::add).flatMapIterable(i -> List.of(i, i));
        Probe<Integer> probe = start(stream, 0);
        assertEquals(List.of(), requests);
        request(probe, 1);
        assertEquals(List.of(1L), requests);
        request(probe, 1);
        assertEquals(List.of(1L), requests, "nothing is fetched ahead");
        request(probe, 1);
        assertEquals(List.of(1L, 1L), requests);
        probe.cancel();
    }

    @Tag("case-13")
    @Test
    void anIteratorThatFailsCancelsUpstream() {
        List<String> events = new ArrayList<>();
        Many<Integer> source = Many.range(0, 9).doOnCancel(() -> events.add("cancelled"));
        assertEquals(List.of(5, boom), start(source.flatMapIterable(i -> failingAfter(5, false)), 9).signals());
        assertEquals(List.of(5, boom), start(source.flatMapIterable(i -> failingAfter(5, true)), 9).signals());
        assertEquals(List.of("cancelled", "cancelled"), events);
    }

    /** An iterator with one element. Then {@code hasNext} or {@code next} fails. */
    private Iterable<Integer> failingAfter(int element, boolean inHasNext) {
        return () -> new Iterator<>() {
            private boolean given;

            @Override
            public boolean hasNext() {
                if (given && inHasNext) {
                    throw boom;
                }
                return true;
            }

            @Override
            public Integer next() {
                if (given) {
                    throw boom;
                }
                given = true;
                return element;
            }
        };
    }

    @Test
    void aFailureOfUpstreamComesBehindTheElementsBeforeIt() {
        Many<Integer> stream =
                Many.from(Many.fromIterable(failingAfter(1, true))).flatMapIterable(i -> List.of(i, 2, 3));
        Probe<Integer> probe = start(stream, 1);
        assertEquals(List.of(1), probe.signals());
        request(probe, 2);
        assertEquals(List.of(1, 2, 3, boom), probe.signals());
    }

    @Test
    void elementsThatNobodyAskedForStayWithTheirIterable() {
        List<Integer> lost = new ArrayList<>();
        Probe<Integer> probe =
                start(Many.just(1).flatMapIterable(i -> List.of(1, 2, 3)).doOnDiscard(Integer.class, lost::add), 1);
        probe.cancel();
        scheduler.runAll();
        assertEquals(List.of(), lost);
    }
}
