package io.nagare.engine.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.stage.Tally;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** A resource with an acquisition and a release of a second each. */
class UsingWhenTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final StepScheduler scheduler = new StepScheduler();
    private final List<String> log = new ArrayList<>();
    private final IOException failed = new IOException("failed");
    private final IllegalStateException unreleased = new IllegalStateException("not released");

    private <T> Probe<T> start(Publisher<T> stream) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        probe.request(9);
        scheduler.runAll();
        return probe;
    }

    private void cancel(Probe<?> probe) {
        probe.cancel();
        scheduler.runAll();
    }

    private One<String> acquired() {
        return One.delay(SECOND).then(One.fromCallable(() -> {
            log.add("acquired");
            return "r";
        }));
    }

    private One<Void> release(String how) {
        return One.delay(SECOND).then().doOnComplete(() -> log.add(how)).doFirst(() -> log.add("begins"));
    }

    private Many<Integer> using(Function<String, Publisher<Integer>> use) {
        return Many.usingWhen(
                acquired(),
                use,
                r -> release(r + " complete"),
                (r, failure) -> release(r + " " + failure.getMessage()),
                r -> release(r + " cancelled"));
    }

    private void isOver() {
        assertEquals(0, scheduler.liveCount());
        assertEquals(0, scheduler.armedCount());
    }

    @Test
    void theEndIsPassedOnWhenTheReleaseHasEnded() {
        Probe<Integer> probe = start(using(r -> Many.range(1, 2)));
        assertEquals(List.of(), probe.signals());
        scheduler.advance(SECOND);
        assertEquals(List.of(1, 2), probe.signals());
        assertEquals(List.of("acquired", "begins"), log);
        scheduler.advance(SECOND);
        assertEquals(List.of(1, 2, "complete"), probe.signals());
        assertEquals(List.of("acquired", "begins", "r complete"), log);
        isOver();
    }

    @Test
    void soIsAFailure() {
        Probe<Integer> probe = start(using(r -> Many.error(failed)));
        scheduler.advance(SECOND);
        assertEquals(List.of(), probe.signals());
        scheduler.advance(SECOND);
        assertEquals(List.of(failed), probe.signals());
        assertEquals(List.of("acquired", "begins", "r failed"), log);
        isOver();
    }

    @Test
    void aUseThatCannotBeginIsAFailure() {
        Probe<Integer> probe = start(using(r -> {
            throw unreleased;
        }));
        scheduler.advance(SECOND.multipliedBy(2));
        assertEquals(List.of(unreleased), probe.signals());
        assertEquals(List.of("acquired", "begins", "r not released"), log);
        Probe<Integer> none = start(using(r -> null));
        scheduler.advance(SECOND.multipliedBy(2));
        String message = ((Throwable) none.signals().get(0)).getMessage();
        assertTrue(message.contains("usingWhen: the use function"), message);
    }

    @Tag("case-26")
    @Test
    void aResourceThatArrivesAfterTheCancellationIsReleased() {
        Probe<Integer> probe = start(using(r -> Many.range(1, 2)));
        cancel(probe);
        assertEquals(List.of(), log);
        scheduler.advance(SECOND);
        assertEquals(List.of("acquired", "begins"), log);
        scheduler.advance(SECOND);
        assertEquals(List.of("acquired", "begins", "r cancelled"), log);
        assertEquals(List.of(), probe.signals());
        isOver();
    }

    @Test
    void whoCancelsWithinOnSubscribeAcquiresNothing() {
        start(using(r -> Many.just(1)).takeUntil(Many.empty()));
        scheduler.advance(SECOND.multipliedBy(3));
        assertEquals(List.of(), log);
        isOver();
    }

    @Test
    void cancellationOfTheUseCancelsItAndThenReleases() {
        Probe<Integer> probe = start(using(r -> Many.<Integer>never().doOnCancel(() -> log.add("use cancelled"))));
        scheduler.advance(SECOND);
        cancel(probe);
        cancel(probe);
        assertEquals(List.of("acquired", "use cancelled", "begins"), log);
        scheduler.advance(SECOND);
        assertEquals("r cancelled", log.get(3));
        assertEquals(4, log.size());
        isOver();
    }

    @Test
    void cancellationFromWithinTheUse() {
        Probe<Integer> probe = new Probe<>();
        Egress.serve(
                probe,
                using(r -> {
                    probe.cancel();
                    return Many.range(1, 2);
                }),
                scheduler);
        scheduler.advance(SECOND.multipliedBy(3));
        assertEquals(List.of("acquired", "begins", "r cancelled"), log);
        log.clear();
        start(using(r -> Many.range(1, 9)).take(2));
        scheduler.advance(SECOND.multipliedBy(3));
        assertEquals(List.of("acquired", "begins", "r cancelled"), log);
        log.clear();
        Probe<Integer> subscribing = new Probe<>();
        Egress.serve(subscribing, using(r -> Many.range(1, 2).doFirst(subscribing::cancel)), scheduler);
        scheduler.advance(SECOND.multipliedBy(3));
        assertEquals(List.of("acquired", "begins", "r cancelled"), log);
        isOver();
    }

    @Test
    void cancellationDoesNotStopARelease() {
        Probe<Integer> probe = start(using(r -> Many.just(1)));
        scheduler.advance(SECOND);
        cancel(probe);
        scheduler.advance(SECOND);
        assertEquals(List.of("acquired", "begins", "r complete"), log);
        assertEquals(List.of(1), probe.signals());
        isOver();
    }

    @Test
    void acquisitionMayFailOrGiveNothing() {
        assertEquals(
                List.of(failed),
                start(Many.usingWhen(One.error(failed), Many::just, r -> release("r")))
                        .signals());
        assertEquals(List.of("complete"), start(Many.usingWhen(One.empty(), Many::just, r -> release("r"))).signals());
        Probe<Object> late =
                start(Many.usingWhen(One.delay(SECOND).then(One.error(failed)), Many::just, r -> release("r")));
        cancel(late);
        scheduler.advance(SECOND);
        assertEquals(List.of(failed), scheduler.takeUnseen());
        cancel(start(Many.usingWhen(One.delay(SECOND), Many::just, r -> release("r"))));
        scheduler.advance(SECOND);
        assertEquals(List.of(), log);
        isOver();
    }

    @Test
    void aFailureToReleaseIsSeenWhereItCanBe() {
        One<String> now = One.just("r");
        assertEquals(
                List.of(1, unreleased),
                start(Many.usingWhen(now, r -> Many.just(1), r -> One.error(unreleased))).signals());
        assertEquals(
                List.of(failed),
                start(Many.usingWhen(now, r -> Many.error(failed), r -> One.error(unreleased))).signals());
        assertSame(unreleased, failed.getSuppressed()[0]);
        assertEquals(List.of(), scheduler.unseen());
        cancel(start(Many.usingWhen(now, r -> Many.never(), r -> One.error(unreleased))));
        assertEquals(List.of(unreleased), scheduler.takeUnseen());
        assertEquals(List.of(1, unreleased), start(Many.usingWhen(now, r -> Many.just(1), r -> {
            throw unreleased;
        })).signals());
        List<Object> signals = start(Many.usingWhen(now, r -> Many.just(1), r -> null)).signals();
        String message = ((Throwable) signals.get(1)).getMessage();
        assertTrue(message.contains("usingWhen: the release function"), message);
    }

    @Test
    void demandIsNeverExceeded() {
        Probe<Integer> probe = new Probe<>();
        Egress.serve(probe, using(r -> Many.range(1, 9)), scheduler);
        scheduler.advance(SECOND);
        assertEquals(List.of(), probe.signals());
        probe.request(2);
        scheduler.runAll();
        assertEquals(List.of(1, 2), probe.signals());
        cancel(probe);
    }

    @Test
    void ofAOne() {
        One<String> one = One.usingWhen(acquired(), r -> One.just(r + "!"), r -> release(r));
        Probe<String> probe = start(one);
        scheduler.advance(SECOND.multipliedBy(2));
        assertEquals(List.of("r!", "complete"), probe.signals());
        assertEquals(List.of("acquired", "begins", "r"), log);
    }

    @Tag("case-26")
    @Test
    void manyCancellationsRaceWithAcquisitionsAndNothingLeaks() {
        LongAdder acquisitions = new LongAdder();
        LongAdder uses = new LongAdder();
        LongAdder releases = new LongAdder();
        One<Integer> acquire = One.blocking(() -> {
            acquisitions.increment();
            return 1;
        });
        One<Void> release = One.fromCallable(() -> {
            releases.increment();
            return null;
        });
        Many<Object> stream = Many.usingWhen(acquire, r -> Many.never().doOnSubscribe(uses::increment), r -> release);
        Nagare runtime = Nagare.multiThread().workers(2).start();
        for (int i = 0; i < 3_000; i++) {
            long before = acquisitions.sum();
            Task<Void> task = runtime.spawn(stream);
            for (int spins = 0; i % 3 != 0 && spins < 1_000_000 && acquisitions.sum() == before; spins++) {
                Thread.onSpinWait();
            }
            task.abort();
        }
        assertTrue(runtime.close(Duration.ofSeconds(30)));
        assertTrue(acquisitions.sum() > 0);
        assertEquals(acquisitions.sum(), releases.sum(), uses + " used");
    }

    @Test
    void noItemIsLost() {
        Tally.check(m -> Many.usingWhen(One.just("r"), r -> m, r -> One.empty()), List::of);
    }
}
