package io.nagare.engine.stage.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.nagare.Many;
import io.nagare.emit.Emitter;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.stage.Tally;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.failure.OverflowException;
import io.nagare.policy.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Sources that are too fast or must be slowed down. */
class RateTest {

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

    private <T> List<Object> request(Probe<T> probe, long n) {
        probe.request(n);
        scheduler.runAll();
        return probe.signals();
    }

    private void emit(int... items) {
        for (int item : items) {
            emitter.get().emit(item);
            scheduler.runAll();
        }
    }

    /** Emits six items: the first has demand, and the other five have none. Then requests all. */
    private List<Object> excess(Function<Many<Integer>, Many<Integer>> operator) {
        Probe<Integer> probe = subscribe(operator.apply(pushed));
        request(probe, 1);
        emit(1, 2, 3, 4, 5, 6);
        assertEquals(List.of(1), probe.signals());
        emitter.get().complete();
        return request(probe, 10);
    }

    @Test
    void theExcessIsKeptOrDroppedAsThePolicySays() {
        List<Integer> lost = new ArrayList<>();
        assertEquals(List.of(1, 2, 3, "complete"), excess(m -> m.onOverflow(Overflow.dropNewest(2))
                .doOnDiscard(Integer.class, lost::add)));
        assertEquals(List.of(4, 5, 6), lost);
        lost.clear();
        assertEquals(List.of(1, 5, 6, "complete"), excess(m -> m.onOverflow(Overflow.dropOldest(2))
                .doOnDiscard(Integer.class, lost::add)));
        assertEquals(List.of(2, 3, 4), lost);
        assertEquals(List.of(1, 6, "complete"), excess(m -> m.onOverflow(Overflow.latest())));
        assertEquals(List.of(1, 2, 3, 4, 5, 6, "complete"), excess(m -> m.onOverflow(Overflow.unbounded())));
        assertEquals(List.of(1, 20, "complete"), excess(m -> m.conflate(Integer::sum)));
        assertEquals(5, requests.stream().filter(n -> n == Long.MAX_VALUE).count());
    }

    @Test
    void anOverflowTellsTheOperatorTheDemandAndTheSizeAndComesAfterWhatWasKept() {
        List<Object> signals = excess(m -> m.onOverflow(Overflow.fail(2)));
        assertEquals(List.of(1, 2, 3), signals.subList(0, 3));
        OverflowException overflow = assertInstanceOf(OverflowException.class, signals.get(3));
        assertEquals(0, overflow.demand());
        assertEquals(2, overflow.capacity());
        assertEquals(
                "onOverflow overflowed: its buffer of 2 items is full and the demand is 0; request faster, choose a"
                        + " larger capacity, or a policy that drops",
                overflow.getMessage());
    }

    @Test
    void aSourceIsTakenFromBeforeThereIsDemand() {
        Probe<Integer> probe = subscribe(Many.range(0, 10).onOverflow(Overflow.dropNewest(3)));
        assertEquals(List.of(0, 1, 2, "complete"), request(probe, 10));
        probe = subscribe(Many.range(1, 10).conflate(Integer::sum));
        assertEquals(List.of(55, "complete"), request(probe, 1));
    }

    @Test
    void aFailureComesBehindWhatWasKept() {
        IllegalStateException failure = new IllegalStateException("planted");
        Many<Integer> failing = Many.just(1, 2).concatWith(Many.error(failure));
        assertEquals(List.of(1, 2, failure), request(subscribe(failing.onOverflow(Overflow.fail(2))), 9));
        assertEquals(List.of(3, failure), request(subscribe(failing.conflate(Integer::sum)), 9));
    }

    @Test
    void demandComesInBatchesThatAreRefilledAtThreeQuarters() {
        Probe<Integer> probe = subscribe(pushed.limitRate(8));
        request(probe, Long.MAX_VALUE);
        emit(1, 2, 3, 4, 5);
        assertEquals(List.of(8L), requests);
        emit(6);
        assertEquals(List.of(8L, 6L), requests);
    }

    @Test
    void aBatchIsNeverMoreThanDownstreamWants() {
        Probe<Integer> probe = subscribe(pushed.limitRate(8));
        request(probe, 3);
        request(probe, 2);
        emit(1, 2, 3, 4, 5);
        assertEquals(List.of(3L, 2L), requests);
        request(probe, 20);
        assertEquals(List.of(3L, 2L, 8L), requests);
        emit(LongStream.range(0, 20).mapToInt(n -> (int) n).toArray());
        assertEquals(25, probe.signals().size());
        assertEquals(25, requests.stream().mapToLong(n -> n).sum());
    }

    @Test
    void itemsThatAreDroppedDownstreamAreMadeUpFor() {
        Probe<Integer> probe = subscribe(Many.range(0, 100).limitRate(4).filter(n -> n % 10 == 0));
        assertEquals(List.of(0, 10, 20), request(probe, 3));
        assertEquals(11, request(probe, 100).size());
    }

    @Test
    void aBucketLetsABurstThroughAndThenItsRate() {
        Probe<Integer> probe = subscribe(Many.range(0, 100).throttle(2, Duration.ofMillis(20), 3));
        assertEquals(List.of(0, 1, 2), request(probe, 100));
        scheduler.advance(Duration.ofMillis(9));
        assertEquals(3, probe.signals().size());
        scheduler.advance(Duration.ofMillis(1));
        assertEquals(4, probe.signals().size());
        scheduler.advance(Duration.ofMillis(50));
        assertEquals(9, probe.signals().size());
    }

    @Test
    void aBucketSavesUpNoMoreThanABurst() {
        Probe<Integer> probe = subscribe(pushed.throttle(1, Duration.ofMillis(10), 2));
        request(probe, 100);
        assertEquals(List.of(2L), requests);
        scheduler.advance(Duration.ofSeconds(1));
        emit(1, 2, 3, 4);
        assertEquals(List.of(1, 2), probe.signals());
        scheduler.advance(Duration.ofMillis(10));
        assertEquals(List.of(1, 2, 3), probe.signals());
        scheduler.advance(Duration.ofMillis(10));
        assertEquals(List.of(1, 2, 3, 4), probe.signals());
        probe.cancel();
        scheduler.runAll();
        assertEquals(0, scheduler.armedCount());
    }

    @Test
    void aBucketWaitsForDemand() {
        Probe<Integer> probe = subscribe(Many.range(0, 9).throttle(1, Duration.ofMillis(10)));
        assertEquals(0, scheduler.armedCount());
        assertEquals(List.of(0), request(probe, 1));
        scheduler.advance(Duration.ofSeconds(1));
        assertEquals(List.of(0), probe.signals());
        assertEquals(List.of(0, 1), request(probe, 2));
        scheduler.advance(Duration.ofMillis(10));
        assertEquals(List.of(0, 1, 2), probe.signals());
    }

    @Test
    void everyItemIsDeliveredOrDiscardedOnceWhereverItEnds() {
        Tally.<Integer>check(m -> m.onOverflow(Overflow.dropNewest(2)), List::of);
        Tally.<Integer>check(m -> m.onOverflow(Overflow.dropOldest(2)), List::of);
        Tally.<Integer>check(m -> m.onOverflow(Overflow.fail(3)), List::of);
        Tally.<Integer>check(m -> m.onOverflow(Overflow.unbounded()), List::of);
        Tally.<Integer>check(m -> m.limitRate(3), List::of);
        Tally.<Integer>check(m -> m.throttle(1, Duration.ofMillis(1), 2), List::of);
    }

    @Test
    void whatWasCombinedIsDiscardedWhenItIsNotTaken() {
        List<Integer> lost = new ArrayList<>();
        Probe<Integer> probe = subscribe(pushed.conflate(Integer::sum).doOnDiscard(Integer.class, lost::add));
        emit(1, 2, 3);
        probe.cancel();
        scheduler.runAll();
        assertEquals(List.of(6), lost);
    }

    @Test
    void aMillionItemsThatWaitedNeedNoStack() {
        Many<Integer> source = Many.range(0, 1_000_000);
        for (Many<Integer> stream : List.of(
                source.onOverflow(Overflow.unbounded()),
                source.limitRate(3),
                source.throttle(1_000_000_000, Duration.ofSeconds(1)))) {
            assertEquals(
                    List.of(1_000_000L, "complete"),
                    request(subscribe(stream.concatMap(Many::just).count().toMany()), 1));
        }
    }
}
