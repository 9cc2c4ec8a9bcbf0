package io.nagare.engine.stage.flatten;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.nagare.Many;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.stage.Tally;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Items of one key run one after the other, and items of different keys at the same time. */
class MapPartitionedTest {

    private static final Duration TEN = Duration.ofMillis(10);

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Integer> started = new ArrayList<>();
    private final List<Integer> discarded = new ArrayList<>();

    private <T> Probe<T> demand(Publisher<T> stream, long n) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        probe.request(n);
        scheduler.advance(Duration.ZERO);
        return probe;
    }

    private Publisher<Integer> slow(int item) {
        started.add(item);
        return Many.just(item).delayElements(TEN);
    }

    @Test
    void itemsOfAKeyTakeTurnsThoseOfOthersDoNotWait() {
        Probe<Integer> probe = demand(Many.just(0, 2, 4, 1, 3, 5).mapPartitioned(5, i -> i % 2, this::slow), 9);
        assertEquals(List.of(0, 1), started);
        scheduler.advance(TEN);
        assertEquals(List.of(0, 1, 2, 3), started);
        assertEquals(List.of(0), probe.signals(), "what 1 gave waits for 2 and 4");
        scheduler.advance(TEN);
        assertEquals(List.of(0, 2), probe.signals());
        scheduler.advance(TEN);
        assertEquals(List.of(0, 2, 4, 1, 3, 5, "complete"), probe.signals());
    }

    @Test
    void noMoreItemsAreTakenThanTheConcurrencyAllows() {
        List<Long> requests = new ArrayList<>();
        Probe<Integer> probe =
                demand(Many.range(0, 9).doOnRequest(requests::add).mapPartitioned(2, i -> i, this::slow), 9);
        assertEquals(List.of(0, 1), started);
        assertEquals(List.of(2L), requests);
        probe.cancel();
        scheduler.runAll();
        assertEquals(0, scheduler.liveCount());
        assertEquals(0, scheduler.armedCount());
    }

    @Test
    void nobodyElsesTurnComesWhenItIsCancelledOrOneFails() {
        Many<Integer> stream = Many.range(0, 9)
                .mapPartitioned(3, i -> 0, this::slow)
                .doOnDiscard(Integer.class, discarded::add);
        Probe<Integer> cancelled = demand(stream, 9);
        cancelled.cancel();
        scheduler.advance(TEN);
        assertEquals(List.of(0), started);
        assertEquals(List.of(0, 1, 2), discarded);

        discarded.clear();
        started.clear();
        IllegalStateException boom = new IllegalStateException("boom");
        Probe<Integer> failing = demand(
                Many.range(0, 9)
                        .mapPartitioned(3, i -> 0, i -> i == 1 ? Many.<Integer>error(boom) : slow(i))
                        .doOnDiscard(Integer.class, discarded::add),
                9);
        scheduler.advance(TEN);
        assertEquals(List.of(0, boom), failing.signals());
        assertEquals(List.of(0), started);
        assertEquals(List.of(2, 3), discarded);
        assertEquals(0, scheduler.armedCount());
    }

    @Test
    void aKeyThatIsNullIsNamed() {
        Object failure = demand(Many.just(1).mapPartitioned(3, i -> null, this::slow), 9).signals().get(0);
        assertEquals(
                "mapPartitioned: the key function returned null",
                assertInstanceOf(NullPointerException.class, failure).getMessage());
    }

    @Test
    void veryManyTurnsThatEndAtOnceNeedNoStack() {
        int count = 200_000;
        Probe<Integer> probe = demand(
                Many.range(0, count).mapPartitioned(count, i -> 0, i -> i == 0 ? slow(i) : Many.just(i)),
                Long.MAX_VALUE);
        scheduler.advance(TEN);
        List<Object> expected = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        expected.add("complete");
        assertEquals(expected, probe.signals());
    }

    @Test
    void everyItemIsDeliveredOrDiscardedOnceWhereverItEnds() {
        Duration two = Duration.ofMillis(2);
        Tally.<Integer>check(m -> m.mapPartitioned(3, i -> i % 2, i -> Many.just(i).delayElements(two)), List::of);
        Tally.<Integer>check(m -> m.mapPartitioned(4, i -> i % 2, Many::just), List::of);
    }
}
