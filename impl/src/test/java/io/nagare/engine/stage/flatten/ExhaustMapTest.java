package io.nagare.engine.stage.flatten;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.Outcome;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.policy.Overflow;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Dropping without a buffer, {@code exhaustMap}, which is built on it, and looking at failures. */
class ExhaustMapTest {

    private static final IllegalStateException BOOM = new IllegalStateException("boom");

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Object> discarded = new ArrayList<>();
    private final Probe<Object> probe = new Probe<>();

    private Probe<Object> run(Publisher<?> stream, long demand) {
        Egress.serve(probe, Many.<Object>from(stream), scheduler);
        scheduler.runAll();
        if (demand > 0) {
            probe.request(demand);
            scheduler.runAll();
        }
        return probe;
    }

    private Many<Long> ticks(int count) {
        return Many.interval(Duration.ZERO, Duration.ofMillis(10)).take(count).doOnDiscard(Long.class, discarded::add);
    }

    @Test
    void itemsWithoutDemandAreDiscarded() {
        run(ticks(6).onOverflow(Overflow.drop()).doOnDiscard(Long.class, discarded::add), 1);
        scheduler.advance(Duration.ofMillis(35));
        probe.request(2);
        scheduler.advance(Duration.ofMillis(100));
        assertEquals(List.of(0L, 4L, 5L, "complete"), probe.signals());
        assertEquals(List.of(1L, 2L, 3L), discarded);
    }

    @Test
    void theSourceBeginsWithTheFirstDemand() {
        run(Many.range(0, 5).onOverflow(Overflow.drop()), 0);
        assertEquals(List.of(), probe.signals());
        probe.request(2);
        scheduler.runAll();
        assertEquals(List.of(0, 1, "complete"), probe.signals());
    }

    @Test
    void unboundedDemandLosesNothing() {
        List<Integer> seen = new ArrayList<>();
        Many.range(0, 1_000).onOverflow(Overflow.drop()).subscribe(seen::add);
        assertEquals(1_000, seen.size());
    }

    @Test
    void anEmitterIsToldThatItsItemWasDropped() {
        List<Boolean> accepted = new ArrayList<>();
        Many<Integer> stream = Many.create(
                emitter -> {
                    for (int i = 0; i < 3; i++) {
                        accepted.add(emitter.emit(i));
                    }
                    emitter.complete();
                },
                Overflow.drop());
        run(stream, 0);
        assertEquals(List.of(false, false, false), accepted);
        assertEquals(List.of("complete"), probe.signals());
    }

    @Test
    void onlyDroppingNeedsNoRoom() {
        assertEquals(0, Overflow.drop().capacity());
        assertThrows(IllegalArgumentException.class, () -> Overflow.dropNewest(0));
        assertThrows(IllegalArgumentException.class, () -> Overflow.dropOldest(0));
        assertThrows(IllegalArgumentException.class, () -> Overflow.fail(0));
        assertThrows(IllegalArgumentException.class, () -> new Overflow(Overflow.Strategy.DROP_NEWEST, -1));
    }

    @Test
    void itemsThatComeWhileOneIsAtWorkAreDropped() {
        Many<Object> stream = ticks(8)
                .exhaustMap(tick -> One.delay(Duration.ofMillis(25)).thenReturn((Object) tick))
                .doOnDiscard(Long.class, discarded::add);
        run(stream, 100);
        scheduler.advance(Duration.ofSeconds(1));
        assertEquals(List.of(0L, 3L, 6L, "complete"), probe.signals());
        assertEquals(List.of(1L, 2L, 4L, 5L, 7L), discarded);
    }

    @Test
    void whatEndsAtOnceDropsNothing() {
        run(Many.range(0, 1_000).exhaustMap(Many::just).count(), 1);
        assertEquals(List.of(1_000L, "complete"), probe.signals());
    }

    @Test
    void aFailureOfEitherPassesAtOnce() {
        run(ticks(9).exhaustMap(tick -> Many.error(BOOM)), 5);
        assertEquals(List.of(BOOM), probe.signals());
    }

    @Test
    void cancellationCancelsTheOneAtWork() {
        List<String> cancelled = new ArrayList<>();
        run(ticks(9).exhaustMap(tick -> Many.never().doOnCancel(() -> cancelled.add("" + tick))), 5);
        probe.cancel();
        scheduler.runAll();
        assertEquals(List.of("0"), cancelled);
    }

    // Looking at failures

    @Test
    void doFinallyTellsTheFailure() {
        List<Object> seen = new ArrayList<>();
        Many.error(BOOM)
                .doFinally((end, failure) -> seen.addAll(List.of(end, failure)))
                .subscribe(item -> {}, failure -> {});
        Many.just(1).doFinally((end, failure) -> seen.addAll(List.of(end, "" + failure))).subscribe();
        Many.never()
                .doFinally((end, failure) -> seen.addAll(List.of(end, "" + failure)))
                .take(Duration.ZERO)
                .then()
                .block();
        One.error(BOOM)
                .doFinally((end, failure) -> seen.addAll(List.of(end, failure)))
                .subscribe(item -> {}, failure -> {});
        assertEquals(
                List.of(
                        Outcome.FAILED,
                        BOOM,
                        Outcome.COMPLETED,
                        "null",
                        Outcome.CANCELLED,
                        "null",
                        Outcome.FAILED,
                        BOOM),
                seen);
    }

    @Test
    void doOnErrorOfATypeSeesThatTypeOnly() {
        List<Object> seen = new ArrayList<>();
        Many.error(BOOM)
                .doOnError(IllegalStateException.class, seen::add)
                .doOnError(IOException.class, seen::add)
                .doOnError(RuntimeException.class, seen::add)
                .subscribe(item -> {}, failure -> {});
        assertEquals(List.of(BOOM, BOOM), seen);
    }
}
