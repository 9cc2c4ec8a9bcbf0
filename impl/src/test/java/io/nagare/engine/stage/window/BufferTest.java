package io.nagare.engine.stage.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.nagare.Many;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lists by size, by predicate and by time. */
class BufferTest {

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Long> requests = new ArrayList<>();
    private final AtomicReference<Emitter<Integer>> emitter = new AtomicReference<>();
    private final Many<Integer> pushed =
            Many.<Integer>create(emitter::set, Overflow.unbounded()).doOnRequest(requests::add);

    private <T> Probe<T> subscribe(Many<T> stream) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        return probe;
    }

    private void emit(int... items) {
        for (int item : items) {
            emitter.get().emit(item);
        }
        scheduler.runAll();
    }

    private <T> Probe<T> request(Probe<T> probe, long n) {
        probe.request(n);
        scheduler.runAll();
        return probe;
    }

    private <T> List<Object> all(Many<T> stream) {
        return request(subscribe(stream), Long.MAX_VALUE).signals();
    }

    @Test
    void listsOfOneSizeTheLastOfWhatIsLeft() {
        assertEquals(List.of(List.of(0, 1), List.of(2, 3), List.of(4), "complete"), all(Many.range(0, 5).buffer(2)));
        assertEquals(List.of("complete"), all(Many.empty().buffer(2)));
    }

    @Test
    void listsOverlapOrLeaveGaps() {
        assertEquals(
                List.of(List.of(0, 1, 2), List.of(2, 3, 4), List.of(4), "complete"),
                all(Many.range(0, 5).buffer(3, 2)));
        List<Integer> skipped = new ArrayList<>();
        assertEquals(
                List.of(List.of(0), List.of(3), "complete"),
                all(Many.range(0, 5).buffer(1, 3).doOnDiscard(Integer.class, skipped::add)));
        assertEquals(List.of(1, 2, 4), skipped);
    }

    @Test
    void exactlyTheItemsThatTheListsNeedAreRequested() {
        Probe<List<Integer>> probe = subscribe(pushed.buffer(3, 2));
        request(probe, 2);
        request(probe, 1);
        assertEquals(List.of(5L, 2L), requests);
        requests.clear();
        request(subscribe(pushed.buffer(4)), 2);
        assertEquals(List.of(8L), requests);
    }

    /** Must-pass case 5. */
    @Tag("case-05")
    @Test
    void demandTimesSizeSaturates() {
        Probe<List<Integer>> probe = subscribe(pushed.buffer(1 << 20, 3));
        request(probe, Long.MAX_VALUE / 2);
        request(probe, Long.MAX_VALUE - 1);
        assertEquals(List.of(Long.MAX_VALUE, Long.MAX_VALUE), requests);
        requests.clear();
        request(subscribe(pushed.buffer(1 << 30)), 1L << 40);
        assertEquals(List.of(Long.MAX_VALUE), requests);
        requests.clear();
        request(subscribe(pushed.bufferTimeout(1 << 30, Duration.ofMillis(1))), 1L << 40);
        assertEquals(List.of(1L << 30), requests);
    }

    @Test
    void unfinishedListsWaitForDemandAtTheEnd() {
        Probe<List<Integer>> probe = subscribe(Many.range(0, 4).buffer(3, 1));
        request(probe, 2);
        assertEquals(List.of(List.of(0, 1, 2), List.of(1, 2, 3)), probe.signals());
        request(probe, 1);
        assertEquals(List.of(2, 3), probe.signals().get(2));
        request(probe, 1);
        assertEquals(List.of(List.of(3), "complete"), probe.signals().subList(3, 5));
    }

    @Test
    void aListThatADownstreamFilterDropsIsReplacedByAnother() {
        Probe<List<Integer>> probe = subscribe(Many.range(0, 9).buffer(2).filter(list -> list.get(0) % 4 == 2));
        request(probe, 1);
        assertEquals(List.of(List.of(2, 3)), probe.signals());
        request(probe, 2);
        assertEquals(List.of(List.of(2, 3), List.of(6, 7), "complete"), probe.signals());
    }

    @Test
    void aListEndsWithTheItemThatThePredicateAccepts() {
        assertEquals(
                List.of(List.of(1, 2, 3), List.of(4, 5, 6), List.of(7), "complete"),
                all(Many.range(1, 7).bufferUntil(n -> n % 3 == 0)));
        Probe<List<Integer>> probe = subscribe(pushed.bufferUntil(n -> n % 3 == 0));
        request(probe, 1);
        emit(1, 2, 3, 4, 5);
        emitter.get().complete();
        scheduler.runAll();
        assertEquals(List.of(List.of(1, 2, 3)), probe.signals());
        request(probe, 1);
        assertEquals(List.of(List.of(1, 2, 3), List.of(4, 5)), probe.signals().subList(0, 2));
        assertEquals("complete", probe.signals().get(2));
    }

    @Test
    void aListEndsBeforeTheItemWithAnotherKey() {
        assertEquals(
                List.of(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6), "complete"),
                all(Many.range(0, 7).bufferUntilChanged(n -> n / 3)));
        Many<List<Integer>> twice = Many.just(1, 1, 2).bufferUntilChanged(n -> n);
        assertEquals(all(twice), all(twice));
    }

    @Test
    void aListIsEmittedWhenItIsFullOrItsTimeIsUp() {
        Probe<List<Integer>> probe = subscribe(pushed.bufferTimeout(3, Duration.ofMillis(10)));
        request(probe, 9);
        emit(1, 2, 3);
        assertEquals(List.of(List.of(1, 2, 3)), probe.signals());
        assertEquals(0, scheduler.armedCount());
        scheduler.advance(Duration.ofMillis(100));
        emit(4);
        scheduler.advance(Duration.ofMillis(9));
        emit(5);
        assertEquals(1, probe.signals().size());
        scheduler.advance(Duration.ofMillis(1));
        assertEquals(List.of(4, 5), probe.signals().get(1));
        emit(6);
        emitter.get().complete();
        scheduler.runAll();
        assertEquals(List.of(List.of(6), "complete"), probe.signals().subList(2, 4));
        assertEquals(0, scheduler.armedCount());
    }

    /** Must-pass case 25. */
    @Tag("case-25")
    @Test
    void aListWhoseTimeIsUpWaitsForDemandAndFillsMeanwhileAndStopsUpstreamWhenFull() {
        Probe<List<Integer>> probe = subscribe(pushed.bufferTimeout(4, Duration.ofMillis(10)));
        request(probe, 1);
        assertEquals(List.of(4L), requests);
        emit(1);
        scheduler.advance(Duration.ofMillis(10));
        assertEquals(List.of(List.of(1)), probe.signals());
        emit(2);
        scheduler.advance(Duration.ofMillis(50));
        assertEquals(List.of(List.of(1)), probe.signals());
        emit(3, 4, 5, 6);
        assertEquals(List.of(4L), requests);
        request(probe, 1);
        assertEquals(List.of(2, 3, 4), probe.signals().get(1));
        scheduler.advance(Duration.ofMillis(10));
        assertEquals(2, probe.signals().size());
        emitter.get().complete();
        request(probe, 1);
        assertEquals(List.of(List.of(5, 6), "complete"), probe.signals().subList(2, 4));
    }

    @Test
    void anUnfinishedListIsDiscardedWithAFailure() {
        IllegalStateException failure = new IllegalStateException("planted");
        Many<Integer> failing = Many.range(0, 3).concatWith(Many.error(failure));
        List<Integer> lost = new ArrayList<>();
        for (Many<List<Integer>> stream : List.of(
                failing.buffer(2),
                failing.buffer(2, 2),
                failing.bufferUntil(n -> n == 1),
                failing.bufferTimeout(2, Duration.ofMillis(1)))) {
            List<Object> signals = all(stream.doOnDiscard(Integer.class, lost::add));
            assertEquals(List.of(0, 1), signals.get(0));
            assertSame(failure, signals.get(1));
        }
        assertEquals(List.of(2, 2, 2, 2), lost);
    }

    /** Must-pass case 16. */
    @Tag("case-16")
    @Tag("case-25")
    @Test
    void everyItemIsDeliveredOrDiscardedOnceWhereverItEnds() {
        Tally.<List<Integer>>check(m -> m.buffer(3), list -> list);
        Tally.<List<Integer>>check(m -> m.buffer(4, 2), list -> list);
        Tally.<List<Integer>>check(m -> m.buffer(2, 5), list -> list);
        Tally.<List<Integer>>check(m -> m.bufferUntil(n -> n % 4 == 3), list -> list);
        Tally.<List<Integer>>check(m -> m.bufferUntilChanged(n -> n / 4), list -> list);
        Tally.<List<Integer>>check(m -> m.bufferTimeout(4, Duration.ofMillis(2)), list -> list);
    }

    @Test
    void aMillionListsOnTheSpotNeedNoStack() {
        assertEquals(
                List.of(1_000_000L, "complete"),
                all(Many.range(0, 1_000_000).buffer(1, 1).concatMap(Many::just).count().toMany()));
        assertEquals(
                List.of(500_000L, "complete"),
                all(Many.range(0, 1_000_000).bufferTimeout(2, Duration.ofSeconds(1)).count().toMany()));
    }
}
