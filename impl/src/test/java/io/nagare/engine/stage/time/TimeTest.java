package io.nagare.engine.stage.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.emit.Emitter;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.stage.Tally;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.failure.TimedOutException;
import io.nagare.policy.Overflow;
import io.nagare.policy.TimeLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Items that come too late, too early or too often. */
class TimeTest {

    private static final Duration TEN = Duration.ofMillis(10);

    private final StepScheduler scheduler = new StepScheduler();
    private final AtomicReference<Emitter<Integer>> emitter = new AtomicReference<>();
    private final List<String> events = new ArrayList<>();
    private final Many<Integer> pushed =
            Many.<Integer>create(emitter::set, Overflow.unbounded()).doOnCancel(() -> events.add("cancelled"));

    private <T> Probe<T> subscribe(Publisher<T> stream) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        return probe;
    }

    private <T> Probe<T> demand(Publisher<T> stream, long n) {
        Probe<T> probe = subscribe(stream);
        request(probe, n);
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

    private void pass(int millis) {
        scheduler.advance(Duration.ofMillis(millis));
    }

    private void assertTimesOut(String message, Probe<?> probe) {
        List<Object> signals = probe.signals();
        TimedOutException failure =
                assertInstanceOf(TimedOutException.class, signals.get(signals.size() - 1));
        assertEquals(message, failure.getMessage());
        assertEquals(0, scheduler.armedCount());
        assertEquals(List.of("cancelled"), events);
    }

    @Test
    void theFirstItemMayHaveALimitOfItsOwn() {
        Probe<Integer> probe = demand(pushed.timeout(TimeLimits.firstItem(TEN)), 9);
        pass(9);
        emit(1);
        pass(10_000);
        assertEquals(List.of(1), probe.signals());
        probe.cancel();
        scheduler.runAll();
        events.clear();
        Probe<Integer> late = demand(pushed.timeout(TimeLimits.firstItem(TEN).withIdle(Duration.ofMillis(1))), 9);
        pass(10);
        assertTimesOut("timeout: no first item came within 10 ms", late);
    }

    @Test
    void aShorterLimitForTheFollowingItemsHoldsFromTheFirstOn() {
        Probe<Integer> probe = demand(pushed.timeout(TimeLimits.firstItem(Duration.ofSeconds(1)).withIdle(TEN)), 9);
        pass(500);
        emit(1);
        pass(9);
        assertEquals(List.of(1), probe.signals());
        pass(1);
        assertTimesOut("timeout: neither an item nor the end came within 10 ms", probe);
    }

    @Test
    void theWholeStreamMayHaveALimit() {
        Probe<Integer> probe = demand(pushed.timeout(TimeLimits.total(TEN).withIdle(Duration.ofMillis(4))), 9);
        for (int i = 0; i < 3; i++) {
            pass(3);
            emit(i);
        }
        pass(1);
        assertTimesOut("timeout: the end did not come within 10 ms", probe);
        assertEquals(4, probe.signals().size());
    }

    @Test
    void aFallbackTakesOverWithTheDemandThatIsLeft() {
        Probe<Integer> probe = demand(pushed.timeout(TimeLimits.idle(TEN), () -> Many.range(100, 5)), 3);
        emit(1);
        pass(10);
        assertEquals(List.of(1, 100, 101), probe.signals());
        assertEquals(List.of("cancelled"), events);
        assertEquals(0, scheduler.armedCount());
        assertEquals(List.of(102, 103), request(probe, 2).subList(3, 5));
        assertEquals(
                List.of(7, "complete"),
                demandAfter(One.<Integer>never().timeout(TimeLimits.total(TEN), () -> One.just(7)), 10));
    }

    private List<Object> demandAfter(Publisher<Integer> stream, int millis) {
        Probe<Integer> probe = demand(stream, 1);
        pass(millis);
        return probe.signals();
    }

    @Test
    void aFallbackThatCannotBeHadFailsTheStreamAndAFailureOfUpstreamIsNoTimeout() {
        IllegalStateException boom = new IllegalStateException("boom");
        assertEquals(List.of(boom), demandAfter(Many.<Integer>never().timeout(TimeLimits.idle(TEN), () -> {
            throw boom;
        }), 10));
        Object none = demandAfter(Many.<Integer>never().timeout(TimeLimits.idle(TEN), () -> null), 10).get(0);
        assertEquals(
                "timeout: the fallback returned null",
                assertInstanceOf(NullPointerException.class, none).getMessage());
        TimedOutException inner = new TimedOutException("inner", TEN);
        assertEquals(
                List.of(inner),
                demandAfter(Many.<Integer>error(inner).timeout(TimeLimits.idle(TEN), () -> Many.just(1)), 10));
    }

    /** Must-pass case 24. */
    @Tag("case-24")
    @Test
    void atTheDeadlineEitherTheItemOrTheTimeoutComesAndTheTimerGoes() {
        Probe<Integer> item = demand(pushed.timeout(TEN), 9);
        pass(9);
        emit(1);
        emitter.get().complete();
        pass(1);
        assertEquals(List.of(1, "complete"), item.signals());
        assertEquals(0, scheduler.armedCount());

        Probe<Integer> both = demand(pushed.timeout(TEN), 9);
        emitter.get().emit(1);
        pass(10);
        assertEquals(1, both.signals().get(0));
        both.cancel();
        scheduler.runAll();
        assertEquals(0, scheduler.armedCount());

        events.clear();
        Probe<Integer> cancelled = demand(pushed.timeout(TEN), 9);
        cancelled.cancel();
        pass(10);
        assertEquals(List.of(), cancelled.signals());
        assertEquals(List.of("cancelled"), events);
        assertEquals(0, scheduler.armedCount());

        Probe<Integer> late = demand(pushed.timeout(TEN), 9);
        pass(10);
        emit(1);
        assertEquals(1, late.signals().size());
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void eachItemIsDelayedAndTheNextRequestedWhenItHasGone() {
        List<Long> requests = new ArrayList<>();
        Probe<Integer> probe = demand(Many.range(0, 3).doOnRequest(requests::add).delayElements(TEN), 2);
        pass(9);
        assertEquals(List.of(), probe.signals());
        assertEquals(List.of(1L), requests);
        pass(11);
        assertEquals(List.of(0, 1), probe.signals());
        pass(100);
        assertEquals(List.of(1L, 1L), requests);
        request(probe, 1);
        pass(10);
        assertEquals(List.of(0, 1, 2, "complete"), probe.signals());
        assertEquals(List.of(5, "complete"), demandAfter(One.just(5).delayElements(TEN), 10));
    }

    @Test
    void subscriptionIsDelayedFromTheSubscriptionOn() {
        Many<Integer> source = Many.just(1).doOnSubscribe(() -> events.add("subscribed"));
        Probe<Integer> probe = subscribe(source.delaySubscription(TEN));
        pass(9);
        assertEquals(List.of(), events);
        pass(1);
        assertEquals(List.of("subscribed"), events);
        assertEquals(List.of(1, "complete"), request(probe, 1));
        Probe<Integer> cancelled = subscribe(source.delaySubscription(TEN));
        cancelled.cancel();
        pass(10);
        assertEquals(List.of("subscribed"), events);
        assertEquals(0, scheduler.armedCount());
    }

    @Test
    void itemsAreTakenForATime() {
        Probe<Long> probe = demand(Many.interval(Duration.ZERO, Duration.ofMillis(4)).take(TEN), 9);
        pass(20);
        assertEquals(List.of(0L, 1L, 2L, "complete"), probe.signals());
        assertEquals(0, scheduler.armedCount());
    }

    @Test
    void anItemThatIsFollowedTooSoonIsDropped() {
        List<Integer> lost = new ArrayList<>();
        Probe<Integer> probe = demand(pushed.debounce(TEN).doOnDiscard(Integer.class, lost::add), 2);
        emit(1);
        pass(9);
        emit(2);
        pass(9);
        assertEquals(List.of(), probe.signals());
        pass(1);
        assertEquals(List.of(2), probe.signals());
        emit(3, 4);
        pass(10);
        assertEquals(List.of(2, 4), probe.signals());
        emit(5);
        pass(50);
        emit(6);
        assertEquals(List.of(2, 4), request(probe, 1));
        pass(10);
        assertEquals(List.of(2, 4, 6), probe.signals());
        emit(7);
        emitter.get().complete();
        scheduler.runAll();
        assertEquals(List.of(2, 4, 6), probe.signals());
        assertEquals(List.of(2, 4, 6, 7, "complete"), request(probe, 1));
        assertEquals(List.of(1, 3, 5), lost);
        assertEquals(0, scheduler.armedCount());
    }

    @Test
    void theLatestOfEachPeriodIsEmitted() {
        Probe<Integer> probe = demand(pushed.sample(TEN), 2);
        pass(3);
        emit(1, 2);
        pass(7);
        assertEquals(List.of(2), probe.signals());
        pass(95);
        assertEquals(0, scheduler.armedCount());
        emit(3);
        pass(4);
        assertEquals(List.of(2), probe.signals());
        pass(1);
        assertEquals(List.of(2, 3), probe.signals());
        emit(4);
        pass(10);
        emit(5);
        assertEquals(List.of(2, 3, 5), request(probe, 2));
        emit(6);
        emitter.get().complete();
        scheduler.runAll();
        assertEquals(List.of(2, 3, 5, 6, "complete"), probe.signals());
    }

    @Test
    void theFirstItemOfAWindowIsEmitted() {
        Probe<Integer> probe = demand(pushed.throttleFirst(TEN), 2);
        emit(1, 2);
        pass(9);
        emit(3);
        pass(1);
        emit(4, 5);
        pass(10);
        emit(6, 7);
        assertEquals(List.of(1, 4), probe.signals());
        pass(9);
        assertEquals(List.of(1, 4, 6), request(probe, 2));
        pass(9);
        emit(8);
        pass(1);
        emit(9);
        emitter.get().complete();
        scheduler.runAll();
        assertEquals(List.of(1, 4, 6, 9, "complete"), probe.signals());
    }

    @Test
    void everyItemIsDeliveredOrDiscardedOnceWhereverItEnds() {
        Duration two = Duration.ofMillis(2);
        Tally.<Integer>check(m -> m.delayElements(two), List::of);
        Tally.<Integer>check(m -> m.delaySubscription(Duration.ZERO), List::of);
        Tally.<Integer>check(m -> m.debounce(two), List::of);
        Tally.<Integer>check(m -> m.sample(two), List::of);
        Tally.<Integer>check(m -> m.throttleFirst(two), List::of);
        Tally.<Integer>check(m -> m.timeout(TimeLimits.idle(Duration.ofHours(1)), Many::empty), List::of);
    }
}
