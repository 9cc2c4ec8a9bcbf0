package io.nagare.engine.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Many;
import io.nagare.emit.Emitter;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.stage.Tally;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.policy.Overflow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Combinations of the newest items: {@code combineLatest} and {@code withLatestFrom}. */
class LatestTest {

    private static final IllegalStateException BOOM = new IllegalStateException("boom");

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Object> events = new ArrayList<>();
    private final AtomicReference<Emitter<String>> a = new AtomicReference<>();
    private final AtomicReference<Emitter<String>> b = new AtomicReference<>();

    private Many<String> pushed(String name, AtomicReference<Emitter<String>> emitter) {
        return Many.<String>create(emitter::set, Overflow.unbounded()).doOnCancel(() -> events.add("cancel " + name));
    }

    private Probe<String> combined(long demand) {
        return start(Many.combineLatest(pushed("a", a), pushed("b", b), String::concat), demand);
    }

    private Probe<String> sampled(long demand) {
        return start(pushed("a", a).withLatestFrom(pushed("b", b), String::concat), demand);
    }

    private Probe<String> start(Many<String> stream, long demand) {
        Probe<String> probe = new Probe<>();
        Egress.serve(probe, stream.doOnDiscard(String.class, item -> events.add("discard " + item)), scheduler);
        if (demand > 0) {
            probe.request(demand);
        }
        scheduler.runAll();
        return probe;
    }

    private List<Object> signals(Publisher<?> stream, long demand) {
        Probe<Object> probe = new Probe<>();
        Egress.serve(probe, Many.from(stream), scheduler);
        if (demand > 0) {
            probe.request(demand);
        }
        scheduler.runAll();
        assertEquals(0, scheduler.liveCount());
        return List.copyOf(probe.signals());
    }

    private void emit(AtomicReference<Emitter<String>> to, String... items) {
        for (String item : items) {
            to.get().emit(item);
        }
        scheduler.runAll();
    }

    private void complete(AtomicReference<Emitter<String>> to) {
        to.get().complete();
        scheduler.runAll();
    }

    @Test
    void eachNewItemIsCombinedWithTheNewestOfTheOthers() {
        Probe<String> probe = combined(9);
        emit(a, "1");
        assertEquals(List.of(), probe.signals());
        emit(b, "x");
        emit(a, "2");
        emit(b, "y", "z");
        complete(a);
        emit(b, "w");
        complete(b);
        assertEquals(List.of("1x", "2x", "2y", "2z", "2w", "complete"), probe.signals());
        assertEquals(List.of(), events, "all were in a combination");
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void withoutDemandNewerItemsReplaceOlderOnesAndTheEndWaitsForTheLastCombination() {
        Probe<String> probe = combined(1);
        emit(a, "1");
        emit(b, "x");
        emit(a, "2", "3");
        emit(b, "y");
        assertEquals(List.of("1x"), probe.signals());
        assertEquals(List.of("discard 2"), events, "1 and x were in a combination");
        complete(a);
        complete(b);
        assertEquals(List.of("1x"), probe.signals());
        probe.request(1);
        scheduler.runAll();
        assertEquals(List.of("1x", "3y", "complete"), probe.signals());
        assertEquals(List.of("discard 2"), events);
    }

    @Test
    void theEndNeedsNoDemandIfNothingIsDue() {
        Probe<String> probe = combined(1);
        emit(a, "1");
        emit(b, "x");
        complete(a);
        complete(b);
        assertEquals(List.of("1x", "complete"), probe.signals());
    }

    @Tag("case-32")
    @Test
    void oneThatIsEmptyCompletesAtOnceAndCancelsTheOthers() {
        Probe<String> probe = combined(1);
        emit(a, "1");
        complete(b);
        assertEquals(List.of("complete"), probe.signals());
        assertEquals(List.of("discard 1", "cancel a"), events);
        assertEquals(List.of("complete"), signals(Many.combineLatest(Many.never(), Many.empty(), (x, y) -> 1), 0));
        assertEquals(List.of("complete"), signals(Many.combineLatest(Many.empty(), Many.never(), (x, y) -> 1), 0));
    }

    @Test
    void aFailureCancelsTheOthersAndCancellationAll() {
        Probe<String> probe = combined(1);
        emit(a, "1");
        b.get().error(BOOM);
        scheduler.runAll();
        assertEquals(List.of(BOOM), probe.signals());
        assertEquals(List.of("discard 1", "cancel a"), events);
        events.clear();
        Probe<String> cancelled = combined(1);
        emit(b, "x");
        cancelled.cancel();
        scheduler.runAll();
        assertEquals(List.of("cancel a", "discard x", "cancel b"), events);
        assertEquals(0, scheduler.liveCount());
    }

    @Tag("case-32")
    @Test
    void allAreSubscribedBeforeTheFirstIsAskedAndTheListIsFreshForEachCall() {
        List<List<Integer>> rows = new ArrayList<>();
        assertEquals(
                List.of(5, 6, 7, "complete"),
                signals(
                        Many.combineLatest(List.of(Many.range(0, 3), Many.just(4), Many.range(-1, 3)), row -> {
                            rows.add(row);
                            return row.stream().mapToInt(i -> i).sum();
                        }),
                        9));
        assertEquals(List.of(List.of(2, 4, -1), List.of(2, 4, 0), List.of(2, 4, 1)), rows);
    }

    @Test
    void aCombinationThatACancellationInTheCombinerMeetsIsDiscarded() {
        Probe<String> probe = new Probe<>();
        Egress.serve(
                probe,
                Many.combineLatest(Many.just("1"), Many.just("x"), (x, y) -> {
                            events.add("combine");
                            probe.cancel();
                            return x + y;
                        })
                        .doOnDiscard(String.class, item -> events.add("discard " + item)),
                scheduler);
        probe.request(5);
        scheduler.runAll();
        assertEquals(List.of(), probe.signals());
        assertEquals(List.of("combine", "discard 1x"), events);
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void eachItemIsDeliveredOrDiscarded() {
        Tally.check(source -> Many.combineLatest(source, Many.just("other"), (item, other) -> item), List::of);
        Tally.check(source -> Many.combineLatest(source, Many.never(), (item, other) -> item), List::of);
        Tally.check(source -> source.withLatestFrom(Many.just("other").hide(), (item, other) -> item), List::of);
        Tally.check(source -> source.withLatestFrom(Many.never(), (item, other) -> item), List::of);
    }

    @Test
    void theMainSourceDrivesAndTheOtherIsSampled() {
        Probe<String> probe = sampled(3);
        emit(a, "1");
        emit(b, "x", "y");
        emit(a, "2", "3");
        complete(b);
        emit(a, "4", "5");
        assertEquals(List.of("2y", "3y", "4y"), probe.signals(), "the dropped item used no demand");
        assertEquals(List.of("discard 1", "discard x"), events);
        probe.request(1);
        scheduler.runAll();
        complete(a);
        assertEquals(List.of("2y", "3y", "4y", "5y", "complete"), probe.signals());
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void withTheMainSourceTheOtherIsCancelled() {
        Probe<String> probe = sampled(3);
        emit(b, "x");
        complete(a);
        assertEquals(List.of("complete"), probe.signals());
        assertEquals(List.of("discard x", "cancel b"), events);
        events.clear();
        Probe<String> failed = sampled(3);
        a.get().error(BOOM);
        scheduler.runAll();
        assertEquals(List.of(BOOM), failed.signals());
        assertEquals(List.of("cancel b"), events);
    }

    @Tag("case-32")
    @Test
    void anotherThatIsEmptyOrFailsEndsTheMainSource() {
        Probe<String> probe = sampled(0);
        complete(b);
        assertEquals(List.of("complete"), probe.signals());
        assertEquals(List.of("cancel a"), events);
        Probe<String> failed = sampled(0);
        b.get().error(BOOM);
        scheduler.runAll();
        assertEquals(List.of(BOOM), failed.signals());
        assertEquals(List.of("complete"), signals(Many.range(0, 9).withLatestFrom(Many.empty(), (x, y) -> x), 0));
        assertEquals(List.of(BOOM), signals(Many.never().withLatestFrom(Many.error(BOOM), (x, y) -> x), 0));
    }
}
