package io.nagare.engine.origin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.emit.Emitter;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.stage.Tally;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.failure.NoValueException;
import io.nagare.policy.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** The first of several sources: {@code race} and {@code firstValue}. */
class RaceTest {

    private static final IllegalStateException BOOM = new IllegalStateException("boom");

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Object> events = new ArrayList<>();
    private final AtomicReference<Emitter<Integer>> a = new AtomicReference<>();
    private final AtomicReference<Emitter<Integer>> b = new AtomicReference<>();

    private Many<Integer> pushed(String name, AtomicReference<Emitter<Integer>> emitter) {
        return Many.<Integer>create(emitter::set, Overflow.unbounded())
                .doOnRequest(n -> events.add(name + " request " + n))
                .doOnCancel(() -> events.add("cancel " + name));
    }

    private <T> Probe<T> start(Publisher<T> stream, long demand) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        if (demand > 0) {
            probe.request(demand);
        }
        scheduler.runAll();
        return probe;
    }

    private Probe<Integer> race(long demand) {
        return start(Many.race(pushed("a", a), pushed("b", b)), demand);
    }

    @Test
    void theFirstToEmitGoesOnAloneAndTheOthersAreCancelled() {
        Probe<Integer> probe = race(2);
        b.get().emit(1);
        scheduler.runAll();
        assertEquals(List.of("a request 2", "b request 2", "cancel a"), events);
        b.get().emit(2);
        b.get().emit(3);
        scheduler.runAll();
        assertEquals(List.of(1, 2), probe.signals(), "demand was given once");
        probe.request(1);
        b.get().complete();
        scheduler.runAll();
        assertEquals(List.of(1, 2, 3, "complete"), probe.signals());
        assertEquals(List.of("a request 2", "b request 2", "cancel a", "b request 1"), events);
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void completionAndFailureWinTooAndNeedNoDemand() {
        Probe<Integer> completed = race(0);
        a.get().complete();
        scheduler.runAll();
        assertEquals(List.of("complete"), completed.signals());
        Probe<Integer> failed = race(0);
        b.get().error(BOOM);
        scheduler.runAll();
        assertEquals(List.of(BOOM), failed.signals());
        assertEquals(List.of("cancel b", "cancel a"), events);
    }

    @Test
    void cancellationReachesAllUntilOneHasWon() {
        race(1).cancel();
        scheduler.runAll();
        assertEquals(List.of("cancel a", "cancel b"), events.subList(2, 4));
        events.clear();
        Probe<Integer> won = race(1);
        a.get().emit(1);
        scheduler.runAll();
        won.cancel();
        scheduler.runAll();
        assertEquals(List.of("cancel b", "cancel a"), events.subList(2, 4));
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void oneThatHasItsItemsAtHandWinsBeforeTheNextIsSubscribed() {
        assertEquals(
                List.of(0, 1, 2, "complete"),
                start(Many.race(Many.range(0, 3), pushed("b", b)), 9).signals());
        assertEquals(
                List.of("complete"),
                start(Many.race(List.of(Many.<Integer>empty(), pushed("b", b))), 0)
                        .signals());
        assertEquals(List.of(), events.stream().filter(event -> !event.equals("cancel b")).toList());
        assertEquals(List.of(7, "complete"), start(One.race(One.never(), One.just(7)), 1).signals());
    }

    @Test
    void theFirstInTimeWins() {
        Probe<Integer> probe = start(
                Many.race(
                        One.delay(Duration.ofSeconds(2)).thenReturn(2).toMany(),
                        One.delay(Duration.ofSeconds(1)).thenReturn(1).toMany()),
                9);
        scheduler.advance(Duration.ofSeconds(1));
        assertEquals(List.of(1, "complete"), probe.signals());
        assertEquals(0, scheduler.armedCount());
    }

    @Test
    void eachItemIsDeliveredOrDiscarded() {
        Tally.check(source -> Many.race(Many.never(), source), List::of);
        Tally.check(source -> One.firstValue(One.empty(), source.next(), One.never()).toMany(), List::of);
    }

    @Test
    void theFirstValueWinsOverFailuresAndAbsence() {
        assertEquals(
                List.of(3, "complete"),
                start(One.firstValue(One.error(BOOM), One.empty(), One.never(), One.just(3)), 1).signals());
        Probe<Integer> probe = start(One.firstValue(pushed("a", a).next(), pushed("b", b).next()), 1);
        a.get().error(BOOM);
        b.get().emit(4);
        scheduler.runAll();
        assertEquals(List.of(4, "complete"), probe.signals());
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void ifThereIsNoValueTheExceptionTellsWhy() {
        IllegalArgumentException other = new IllegalArgumentException("other");
        One<Integer> none = One.firstValue(One.error(BOOM), One.empty(), One.error(other));
        for (int i = 0; i < 2; i++) {
            NoValueException failure =
                    assertInstanceOf(NoValueException.class, start(none, 1).signals().get(0));
            assertArrayEquals(new Throwable[] {BOOM, other}, failure.getSuppressed());
            assertEquals(1, failure.empty());
            assertEquals("firstValue: none of 3 sources had an item: 2 failed, 1 were empty", failure.getMessage());
        }
    }
}
